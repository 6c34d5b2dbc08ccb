CREATE TABLE "catalog_items" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"unit_price_minor" bigint NOT NULL,
	"tax_rate" smallint DEFAULT 0 NOT NULL,
	"category" text,
	"picture_url" text,
	"sku_number" text,
	"unit_measure" text DEFAULT 'unit' NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"is_favorite" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "catalog_items_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "catalog_items_price" CHECK ("catalog_items"."unit_price_minor" between 1 and 10000000000000),
	CONSTRAINT "catalog_items_tax_rate" CHECK ("catalog_items"."tax_rate" between 0 and 100),
	CONSTRAINT "catalog_items_unit" CHECK ("catalog_items"."unit_measure" in ('unit','pack'))
);
--> statement-breakpoint
CREATE TABLE "reference_counters" (
	"merchant_id" uuid NOT NULL,
	"pos_id" uuid NOT NULL,
	"day" char(8) NOT NULL,
	"next_number" integer NOT NULL,
	CONSTRAINT "reference_counters_merchant_id_pos_id_day_pk" PRIMARY KEY("merchant_id","pos_id","day")
);
--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "reference_template" text;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "typed_tax_rate" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "discount_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "pos" ADD COLUMN "reference_template" text;--> statement-breakpoint
ALTER TABLE "pos" ADD COLUMN "customer_screen_key" text;--> statement-breakpoint
ALTER TABLE "catalog_items" ADD CONSTRAINT "catalog_items_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_counters" ADD CONSTRAINT "reference_counters_pos" FOREIGN KEY ("merchant_id","pos_id") REFERENCES "public"."pos"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "catalog_items_sku" ON "catalog_items" USING btree ("merchant_id",lower("sku_number"));--> statement-breakpoint
CREATE INDEX "catalog_items_by_title" ON "catalog_items" USING btree ("merchant_id",lower("title"),"id");--> statement-breakpoint
ALTER TABLE "pos" ADD CONSTRAINT "pos_customer_screen" UNIQUE("customer_screen_key");--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_typed_tax_rate" CHECK ("merchants"."typed_tax_rate" between 0 and 100);--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_discount" CHECK ("orders"."discount_minor" between 0 and 10000000000000);