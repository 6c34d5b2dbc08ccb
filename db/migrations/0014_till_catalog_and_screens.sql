CREATE TABLE "webhook_attempts" (
	"merchant_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"number" smallint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"took_ms" integer NOT NULL,
	"status" smallint,
	"problem" text,
	"answer" text,
	CONSTRAINT "webhook_attempts_merchant_id_endpoint_id_event_id_number_pk" PRIMARY KEY("merchant_id","endpoint_id","event_id","number")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"merchant_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"order_id" uuid,
	"sequence" integer,
	"state" text NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"attempts_before" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "webhook_deliveries_merchant_id_endpoint_id_event_id_pk" PRIMARY KEY("merchant_id","endpoint_id","event_id"),
	CONSTRAINT "webhook_deliveries_state" CHECK ("webhook_deliveries"."state" in ('pending','delivered','failed','held')),
	CONSTRAINT "webhook_deliveries_pending" CHECK (("webhook_deliveries"."state" = 'pending') = ("webhook_deliveries"."due_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"url" text NOT NULL,
	"description" text NOT NULL,
	"event_types" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"disabled_at" timestamp with time zone,
	"disabled_because" text,
	"failing_since" timestamp with time zone,
	"failures_in_row" integer DEFAULT 0 NOT NULL,
	"succeeded_at" timestamp with time zone,
	"resting_until" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "webhook_endpoints_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "webhook_endpoints_stop" CHECK ("webhook_endpoints"."disabled_because" in ('person','gone','failing')),
	CONSTRAINT "webhook_endpoints_stopped" CHECK (("webhook_endpoints"."disabled_at" is null) = ("webhook_endpoints"."disabled_because" is null)),
	CONSTRAINT "webhook_endpoints_url" CHECK (length("webhook_endpoints"."url") between 1 and 2000)
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"order_id" uuid,
	"sequence" integer,
	"refund_id" uuid,
	"occurred_at" timestamp with time zone NOT NULL,
	"body" text,
	CONSTRAINT "webhook_events_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "webhook_events_order_event" UNIQUE("merchant_id","order_id","sequence"),
	CONSTRAINT "webhook_events_subject" CHECK (("webhook_events"."order_id" is null) = ("webhook_events"."sequence" is null))
);
--> statement-breakpoint
CREATE TABLE "webhook_secrets" (
	"merchant_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key_id" text NOT NULL,
	"nonce" "bytea" NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"last_four" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "webhook_secrets_merchant_id_endpoint_id_id_pk" PRIMARY KEY("merchant_id","endpoint_id","id"),
	CONSTRAINT "webhook_secrets_nonce" UNIQUE("key_id","nonce"),
	CONSTRAINT "webhook_secrets_nonce_length" CHECK (length("webhook_secrets"."nonce") = 12)
);
--> statement-breakpoint
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery" FOREIGN KEY ("merchant_id","endpoint_id","event_id") REFERENCES "public"."webhook_deliveries"("merchant_id","endpoint_id","event_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint" FOREIGN KEY ("merchant_id","endpoint_id") REFERENCES "public"."webhook_endpoints"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_event" FOREIGN KEY ("merchant_id","event_id") REFERENCES "public"."webhook_events"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_secrets" ADD CONSTRAINT "webhook_secrets_endpoint" FOREIGN KEY ("merchant_id","endpoint_id") REFERENCES "public"."webhook_endpoints"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_event_of" ON "webhook_deliveries" USING btree ("merchant_id","event_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("merchant_id","endpoint_id","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_of_order" ON "webhook_deliveries" USING btree ("merchant_id","endpoint_id","order_id","sequence") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_newest" ON "webhook_deliveries" USING btree ("merchant_id","endpoint_id","created_at" DESC NULLS LAST,"event_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_deliveries_not_told" ON "webhook_deliveries" USING btree ("merchant_id","endpoint_id","created_at" DESC NULLS LAST) WHERE state in ('failed','held');--> statement-breakpoint
CREATE INDEX "webhook_endpoints_listening" ON "webhook_endpoints" USING btree ("merchant_id","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "webhook_events_age" ON "webhook_events" USING btree ("occurred_at");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_secrets_one_stays" ON "webhook_secrets" USING btree ("merchant_id","endpoint_id") WHERE expires_at is null;