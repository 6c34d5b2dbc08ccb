CREATE TABLE "receipt_links" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"token" text NOT NULL,
	"created_by_person_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by_person_id" uuid,
	CONSTRAINT "receipt_links_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "receipt_links_token" UNIQUE("token"),
	CONSTRAINT "receipt_links_token_length" CHECK (length("receipt_links"."token") >= 27)
);
--> statement-breakpoint
CREATE TABLE "receipt_prints" (
	"merchant_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "receipt_prints_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"order_id" uuid NOT NULL,
	"refund_id" uuid,
	"copy" integer NOT NULL,
	"paper" text NOT NULL,
	"form" text NOT NULL,
	"person_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "receipt_prints_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "receipt_prints_copy" UNIQUE NULLS NOT DISTINCT("merchant_id","order_id","refund_id","copy"),
	CONSTRAINT "receipt_prints_number" CHECK ("receipt_prints"."copy" > 0),
	CONSTRAINT "receipt_prints_paper" CHECK ("receipt_prints"."paper" in ('80','58','a4')),
	CONSTRAINT "receipt_prints_form" CHECK ("receipt_prints"."form" in ('page','pdf'))
);
--> statement-breakpoint
CREATE TABLE "unattended_polls" (
	"merchant_id" uuid NOT NULL,
	"pos_id" uuid NOT NULL,
	"minute" timestamp with time zone NOT NULL,
	"address" text NOT NULL,
	"agent" text NOT NULL,
	"answer" text NOT NULL,
	"status" smallint NOT NULL,
	"reference" text NOT NULL,
	"asked" integer NOT NULL,
	"total_us" bigint NOT NULL,
	"max_us" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "unattended_polls_key" PRIMARY KEY("merchant_id","pos_id","minute","address","agent","answer","status","reference"),
	CONSTRAINT "unattended_polls_answer" CHECK ("unattended_polls"."answer" in ('ready','in_process','unavailable','timeout')),
	CONSTRAINT "unattended_polls_asked" CHECK ("unattended_polls"."asked" > 0 and "unattended_polls"."total_us" >= 0 and "unattended_polls"."max_us" >= 0)
);
--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "has_receipt_links" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "receipt_tax_id" text;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "receipt_note" text;--> statement-breakpoint
ALTER TABLE "pos" ADD COLUMN "unattended_state" text DEFAULT 'unavailable' NOT NULL;--> statement-breakpoint
ALTER TABLE "pos" ADD COLUMN "unattended_state_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "receipt_links" ADD CONSTRAINT "receipt_links_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_prints" ADD CONSTRAINT "receipt_prints_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_prints" ADD CONSTRAINT "receipt_prints_refund" FOREIGN KEY ("merchant_id","refund_id") REFERENCES "public"."refunds"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unattended_polls" ADD CONSTRAINT "unattended_polls_pos" FOREIGN KEY ("merchant_id","pos_id") REFERENCES "public"."pos"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "receipt_links_one_alive" ON "receipt_links" USING btree ("merchant_id","order_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "unattended_polls_age" ON "unattended_polls" USING btree ("minute");--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_receipt_texts" CHECK (length("merchants"."receipt_tax_id") between 1 and 40 and length("merchants"."receipt_note") between 1 and 200);--> statement-breakpoint
ALTER TABLE "pos" ADD CONSTRAINT "pos_unattended_state" CHECK ("pos"."unattended_state" in ('in_process','unavailable'));