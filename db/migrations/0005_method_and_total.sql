ALTER TABLE "merchant_orders" ADD COLUMN "other_total_minor" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "method_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "method_attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "orders_without_method" ON "orders" USING btree ("method_due_at") WHERE method_due_at is not null;