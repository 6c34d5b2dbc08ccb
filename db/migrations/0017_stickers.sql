CREATE TABLE "sticker_looks" (
	"merchant_id" uuid PRIMARY KEY NOT NULL,
	"brand_name" text,
	"accent_colour" char(7) NOT NULL,
	"locale" text NOT NULL,
	"logo" "bytea",
	"logo_type" text,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sticker_looks_colour" CHECK ("sticker_looks"."accent_colour" ~ '^#[0-9a-f]{6}$'),
	CONSTRAINT "sticker_looks_locale" CHECK ("sticker_looks"."locale" in ('es','pt','en')),
	CONSTRAINT "sticker_looks_logo_type" CHECK ("sticker_looks"."logo_type" in ('png','jpeg')),
	CONSTRAINT "sticker_looks_logo" CHECK (("sticker_looks"."logo" is null) = ("sticker_looks"."logo_type" is null)),
	CONSTRAINT "sticker_looks_logo_size" CHECK (octet_length("sticker_looks"."logo") <= 1048576)
);
--> statement-breakpoint
CREATE TABLE "sticker_print_lines" (
	"merchant_id" uuid NOT NULL,
	"print_id" uuid NOT NULL,
	"pos_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"is_reprint" boolean NOT NULL,
	CONSTRAINT "sticker_print_lines_merchant_id_print_id_pos_id_pk" PRIMARY KEY("merchant_id","print_id","pos_id")
);
--> statement-breakpoint
CREATE TABLE "sticker_prints" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid,
	"api_key_id" uuid,
	"template" text NOT NULL,
	"paper" text NOT NULL,
	"format" text NOT NULL,
	"sticker_count" integer NOT NULL,
	"reprint_count" integer NOT NULL,
	"reason" text,
	CONSTRAINT "sticker_prints_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "sticker_prints_format" CHECK ("sticker_prints"."format" in ('pdf','svg','png','zip')),
	CONSTRAINT "sticker_prints_reason" CHECK ("sticker_prints"."reason" in ('lost','damaged','more','misprint','other')),
	CONSTRAINT "sticker_prints_counts" CHECK ("sticker_prints"."sticker_count" >= 1 and "sticker_prints"."reprint_count" between 0 and "sticker_prints"."sticker_count")
);
--> statement-breakpoint
CREATE TABLE "sticker_scans" (
	"merchant_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sticker_scans_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid,
	"verdict" text NOT NULL,
	"pos_id" uuid,
	"version" integer,
	"qr_text" text NOT NULL,
	CONSTRAINT "sticker_scans_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "sticker_scans_verdict" CHECK ("sticker_scans"."verdict" in ('current','names_changed','outdated','voided','till_closed','not_ours','not_a_payment_code')),
	CONSTRAINT "sticker_scans_text" CHECK (length("sticker_scans"."qr_text") <= 512)
);
--> statement-breakpoint
CREATE TABLE "stickers" (
	"merchant_id" uuid NOT NULL,
	"pos_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"code" text NOT NULL,
	"qr_data" text NOT NULL,
	"pos_name" text NOT NULL,
	"store_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"voided_at" timestamp with time zone,
	"void_reason" text,
	"voided_by_person_id" uuid,
	CONSTRAINT "stickers_merchant_id_pos_id_version_pk" PRIMARY KEY("merchant_id","pos_id","version"),
	CONSTRAINT "stickers_version" CHECK ("stickers"."version" >= 1),
	CONSTRAINT "stickers_void_reason" CHECK ("stickers"."void_reason" in ('lost','damaged','swapped','moved','other')),
	CONSTRAINT "stickers_voided" CHECK (("stickers"."voided_at" is null) = ("stickers"."void_reason" is null))
);
--> statement-breakpoint
ALTER TABLE "sticker_looks" ADD CONSTRAINT "sticker_looks_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sticker_print_lines" ADD CONSTRAINT "sticker_print_lines_print" FOREIGN KEY ("merchant_id","print_id") REFERENCES "public"."sticker_prints"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sticker_print_lines" ADD CONSTRAINT "sticker_print_lines_sticker" FOREIGN KEY ("merchant_id","pos_id","version") REFERENCES "public"."stickers"("merchant_id","pos_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sticker_prints" ADD CONSTRAINT "sticker_prints_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sticker_scans" ADD CONSTRAINT "sticker_scans_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sticker_scans" ADD CONSTRAINT "sticker_scans_pos" FOREIGN KEY ("merchant_id","pos_id") REFERENCES "public"."pos"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stickers" ADD CONSTRAINT "stickers_pos" FOREIGN KEY ("merchant_id","pos_id") REFERENCES "public"."pos"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sticker_print_lines_of_pos" ON "sticker_print_lines" USING btree ("merchant_id","pos_id","version");--> statement-breakpoint
CREATE INDEX "sticker_prints_newest" ON "sticker_prints" USING btree ("merchant_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "stickers_by_code" ON "stickers" USING btree ("merchant_id",lower("code"));--> statement-breakpoint
CREATE INDEX "stickers_by_text" ON "stickers" USING btree ("merchant_id",md5("qr_data"));