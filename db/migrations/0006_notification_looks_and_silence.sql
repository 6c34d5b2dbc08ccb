CREATE TABLE "hint_looks" (
	"merchant_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone,
	"in_vain" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "hint_looks_merchant_id_subject_pk" PRIMARY KEY("merchant_id","subject")
);
--> statement-breakpoint
CREATE TABLE "silence_alarms" (
	"merchant_id" uuid NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"silent_since" timestamp with time zone NOT NULL,
	"found_by_lookup" integer NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	"cleared_at" timestamp with time zone,
	CONSTRAINT "silence_alarms_merchant_id_raised_at_pk" PRIMARY KEY("merchant_id","raised_at")
);
--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "first_event" integer;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "last_event" integer;--> statement-breakpoint
ALTER TABLE "hint_looks" ADD CONSTRAINT "hint_looks_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "silence_alarms" ADD CONSTRAINT "silence_alarms_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hint_looks_age" ON "hint_looks" USING btree ("started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "silence_alarms_one_lasts" ON "silence_alarms" USING btree ("merchant_id") WHERE cleared_at is null;--> statement-breakpoint
CREATE INDEX "notifications_by_order" ON "notifications" USING btree ("merchant_id","order_id","id" DESC NULLS LAST) WHERE order_id is not null;--> statement-breakpoint
CREATE INDEX "notifications_by_resource" ON "notifications" USING btree ("merchant_id","resource_id","id" DESC NULLS LAST) WHERE resource_id is not null;--> statement-breakpoint
CREATE INDEX "notifications_verified" ON "notifications" USING btree ("merchant_id","received_at" DESC NULLS LAST) WHERE order_id is not null;--> statement-breakpoint
CREATE INDEX "notifications_waiting_by_resource" ON "notifications" USING btree ("merchant_id","resource_id") WHERE due_at is not null and resource_id is not null;--> statement-breakpoint
CREATE INDEX "notifications_waiting_by_order" ON "notifications" USING btree ("merchant_id","order_id") WHERE due_at is not null and order_id is not null;