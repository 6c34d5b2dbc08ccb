CREATE TABLE "refund_limits" (
	"merchant_id" uuid NOT NULL,
	"asker" text NOT NULL,
	"per_refund_minor" bigint,
	"per_day_minor" bigint,
	CONSTRAINT "refund_limits_merchant_id_asker_pk" PRIMARY KEY("merchant_id","asker"),
	CONSTRAINT "refund_limits_asker" CHECK ("refund_limits"."asker" in ('owner','manager','cashier','api')),
	CONSTRAINT "refund_limits_amounts" CHECK ("refund_limits"."per_refund_minor" between 0 and 10000000000000 and "refund_limits"."per_day_minor" between 0 and 100000000000000)
);
--> statement-breakpoint
CREATE TABLE "refund_requests" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"currency_id" char(3) NOT NULL,
	"amount_minor" bigint NOT NULL,
	"reason" text NOT NULL,
	"approval" text NOT NULL,
	"requested_by_person_id" uuid,
	"requested_by_api_key_id" uuid,
	"decided_by_person_id" uuid,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "refund_requests_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "refund_requests_amount" CHECK ("refund_requests"."amount_minor" between 1 and 100000000000000),
	CONSTRAINT "refund_requests_reason" CHECK (length("refund_requests"."reason") between 1 and 500),
	CONSTRAINT "refund_requests_approval" CHECK ("refund_requests"."approval" in ('not_needed','pending','given','declined')),
	CONSTRAINT "refund_requests_decided" CHECK (("refund_requests"."approval" in ('given','declined')) = ("refund_requests"."decided_at" is not null)),
	CONSTRAINT "refund_requests_second_person" CHECK ("refund_requests"."approval" <> 'given' or ("refund_requests"."decided_by_person_id" is not null and "refund_requests"."decided_by_person_id" is distinct from "refund_requests"."requested_by_person_id"))
);
--> statement-breakpoint
ALTER TABLE "idempotency_records" ADD COLUMN "refund_request_id" uuid;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "request_id" uuid;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "position" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "request_body" text;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "attempted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "uncertain_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "refusal_status" smallint;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "refusal_code" text;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "refusal_message" text;--> statement-breakpoint
ALTER TABLE "refund_limits" ADD CONSTRAINT "refund_limits_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_order" FOREIGN KEY ("merchant_id","order_id","currency_id") REFERENCES "public"."orders"("merchant_id","id","currency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refund_requests_by_order" ON "refund_requests" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "refund_requests_by_person" ON "refund_requests" USING btree ("merchant_id","requested_by_person_id","created_at");--> statement-breakpoint
CREATE INDEX "refund_requests_waiting" ON "refund_requests" USING btree ("merchant_id") WHERE approval = 'pending';--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_request" FOREIGN KEY ("merchant_id","request_id") REFERENCES "public"."refund_requests"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refunds_due" ON "refunds" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
ALTER TABLE "refunds" DROP COLUMN "requested_by_person_id";--> statement-breakpoint
ALTER TABLE "refunds" DROP COLUMN "requested_by_api_key_id";--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_part" UNIQUE("merchant_id","request_id","position");