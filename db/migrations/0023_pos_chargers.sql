CREATE TABLE "pos_chargers" (
	"merchant_id" uuid NOT NULL,
	"pos_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pos_chargers_merchant_id_pos_id_person_id_pk" PRIMARY KEY("merchant_id","pos_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "pos" ADD COLUMN "is_for_everybody" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "pos_chargers" ADD CONSTRAINT "pos_chargers_pos" FOREIGN KEY ("merchant_id","pos_id") REFERENCES "public"."pos"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pos_chargers" ADD CONSTRAINT "pos_chargers_member" FOREIGN KEY ("merchant_id","person_id") REFERENCES "public"."memberships"("merchant_id","person_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pos_chargers_by_person" ON "pos_chargers" USING btree ("merchant_id","person_id");