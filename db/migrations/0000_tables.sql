CREATE TABLE "api_keys" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"last_four" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "api_keys_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "api_keys_prefix_unique" UNIQUE("prefix"),
	CONSTRAINT "api_keys_expiry" CHECK ("api_keys"."expires_at" <= "api_keys"."created_at" + interval '366 days'),
	CONSTRAINT "api_keys_scopes" CHECK ("api_keys"."scopes" <@ array['orders:read','orders:write','refunds:write','stores:read','stores:write','pos:read','pos:write','notifications:read'])
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"merchant_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid,
	"action" text NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "audit_entries_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"merchant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key_id" text NOT NULL,
	"nonce" "bytea" NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"last_four" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"renewal_leased_until" timestamp with time zone,
	"renewal_problem" text,
	CONSTRAINT "credentials_merchant_id_kind_pk" PRIMARY KEY("merchant_id","kind"),
	CONSTRAINT "credentials_nonce" UNIQUE("key_id","nonce"),
	CONSTRAINT "credentials_kind" CHECK ("credentials"."kind" in ('access_token', 'refresh_token', 'webhook_secret')),
	CONSTRAINT "credentials_nonce_length" CHECK (length("credentials"."nonce") = 12)
);
--> statement-breakpoint
CREATE TABLE "idempotency_records" (
	"merchant_id" uuid NOT NULL,
	"principal" text NOT NULL,
	"endpoint" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"order_id" uuid,
	"answer_status" smallint,
	"answer_body" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "idempotency_records_merchant_id_principal_endpoint_key_pk" PRIMARY KEY("merchant_id","principal","endpoint","key"),
	CONSTRAINT "idempotency_records_key" CHECK (length("idempotency_records"."key") between 1 and 255)
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"merchant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_merchant_id_person_id_pk" PRIMARY KEY("merchant_id","person_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('owner','manager','cashier','printer','accountant'))
);
--> statement-breakpoint
CREATE TABLE "merchant_orders" (
	"merchant_id" uuid NOT NULL,
	"merchant_order_id" text NOT NULL,
	"order_id" uuid NOT NULL,
	"status" text NOT NULL,
	"has_foreign_collector" boolean NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "merchant_orders_merchant_id_merchant_order_id_pk" PRIMARY KEY("merchant_id","merchant_order_id"),
	CONSTRAINT "merchant_orders_status" CHECK ("merchant_orders"."status" in ('opened','closed','expired','unknown'))
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"site_id" char(3),
	"currency_id" char(3),
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"collector_id" text,
	"nickname" text,
	"environment" text DEFAULT 'live' NOT NULL,
	"notification_key" text NOT NULL,
	"reference_prefix" text NOT NULL,
	"next_sale_number" integer DEFAULT 1 NOT NULL,
	"connected_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "merchants_notificationKey_unique" UNIQUE("notification_key"),
	CONSTRAINT "merchants_environment" CHECK ("merchants"."environment" in ('simulator', 'test', 'live')),
	CONSTRAINT "merchants_site" CHECK ("merchants"."site_id" is null or "merchants"."site_id" in ('MLA','MLB','MLC','MCO','MLM','MPE','MLU'))
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"merchant_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "notifications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"query" text NOT NULL,
	"headers" jsonb NOT NULL,
	"body" "bytea" NOT NULL,
	"topic" text,
	"resource_id" text,
	"signature" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now(),
	"processed_at" timestamp with time zone,
	"outcome" text,
	"order_id" uuid,
	CONSTRAINT "notifications_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "notifications_signature" CHECK ("notifications"."signature" in ('valid','invalid','unverifiable'))
);
--> statement-breakpoint
CREATE TABLE "order_events" (
	"merchant_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"source" text NOT NULL,
	"person_id" uuid,
	"api_key_id" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_events_merchant_id_order_id_sequence_pk" PRIMARY KEY("merchant_id","order_id","sequence"),
	CONSTRAINT "order_events_source" CHECK ("order_events"."source" in ('cashier','api','notification','sweep','check','system'))
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"pos_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"external_pos_id" text NOT NULL,
	"external_store_id" text,
	"external_reference" text NOT NULL,
	"integration" text NOT NULL,
	"mode" text NOT NULL,
	"status" text NOT NULL,
	"exception" text NOT NULL,
	"review_reasons" text[] NOT NULL,
	"currency_id" char(3) NOT NULL,
	"total_minor" bigint NOT NULL,
	"paid_minor" bigint NOT NULL,
	"refunded_minor" bigint NOT NULL,
	"collector_id" text NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"items" jsonb NOT NULL,
	"taxes" jsonb NOT NULL,
	"sponsor_id" text,
	"publication" text NOT NULL,
	"provider_order_id" text,
	"qr_data" text,
	"created_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"cancel_requested_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"is_paid_late" boolean NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"look_again_at" timestamp with time zone,
	"looked_at" timestamp with time zone,
	"watched_until" timestamp with time zone,
	"created_by_person_id" uuid,
	"created_by_api_key_id" uuid,
	"ticket_prints" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "orders_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "orders_reference" UNIQUE("merchant_id","external_reference"),
	CONSTRAINT "orders_currency" UNIQUE("merchant_id","id","currency_id"),
	CONSTRAINT "orders_status" CHECK ("orders"."status" in ('draft','opened','closed','canceled','expired','failed')),
	CONSTRAINT "orders_exception" CHECK ("orders"."exception" in ('none','needs_review','refunded','partially_refunded','paid_late','paid_over','paid_partial')),
	CONSTRAINT "orders_integration" CHECK ("orders"."integration" in ('attended_v2','attended_v1','orders_api','unattended')),
	CONSTRAINT "orders_mode" CHECK ("orders"."mode" in ('static','dynamic','hybrid')),
	CONSTRAINT "orders_publication" CHECK ("orders"."publication" in ('pending','unknown','confirmed','refused','not_sent','not_found')),
	CONSTRAINT "orders_reference_format" CHECK ("orders"."external_reference" ~ '^[A-Za-z0-9_-]{1,64}$'),
	CONSTRAINT "orders_currency_known" CHECK ("orders"."currency_id" in ('ARS','BRL','CLP','COP','MXN','PEN','UYU')),
	CONSTRAINT "orders_total" CHECK ("orders"."total_minor" between 1 and 10000000000000),
	CONSTRAINT "orders_paid" CHECK ("orders"."paid_minor" between 0 and 100000000000000),
	CONSTRAINT "orders_refunded" CHECK ("orders"."refunded_minor" between 0 and "orders"."paid_minor"),
	CONSTRAINT "orders_closed_is_paid" CHECK ("orders"."status" <> 'closed' or ("orders"."paid_minor" >= "orders"."total_minor" and "orders"."closed_at" is not null and "orders"."closed_by" is not null)),
	CONSTRAINT "orders_closed_by" CHECK ("orders"."closed_by" in ('notification','sweep','check'))
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"merchant_id" uuid NOT NULL,
	"payment_id" text NOT NULL,
	"order_id" uuid NOT NULL,
	"order_currency_id" char(3) NOT NULL,
	"merchant_order_id" text,
	"status" text NOT NULL,
	"status_detail" text,
	"currency_id" text,
	"amount_minor" bigint,
	"counted_minor" bigint NOT NULL,
	"refunded_minor" bigint NOT NULL,
	"method_id" text,
	"mismatch" text,
	"approved_at" timestamp with time zone,
	"last_modified_at" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payments_merchant_id_payment_id_pk" PRIMARY KEY("merchant_id","payment_id"),
	CONSTRAINT "payments_status" CHECK ("payments"."status" in ('pending','in_process','authorized','approved','rejected','cancelled','refunded','in_mediation','charged_back','unknown')),
	CONSTRAINT "payments_counted" CHECK ("payments"."counted_minor" = 0 or coalesce("payments"."counted_minor" = "payments"."amount_minor" and "payments"."currency_id" = "payments"."order_currency_id", false)),
	CONSTRAINT "payments_counted_positive" CHECK ("payments"."counted_minor" >= 0 and "payments"."refunded_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"is_disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_email_unique" UNIQUE("email"),
	CONSTRAINT "people_email_lower" CHECK ("people"."email" = lower("people"."email"))
);
--> statement-breakpoint
CREATE TABLE "pos" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"mercadopago_pos_id" text,
	"external_pos_id" text,
	"name" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"integration" text DEFAULT 'attended_v2' NOT NULL,
	"mode" text DEFAULT 'static' NOT NULL,
	"previous_integration" text,
	"previous_mode" text,
	"is_fixed_amount" boolean DEFAULT true NOT NULL,
	"category" integer,
	"unattended_url" text,
	"unattended_protocol" text DEFAULT 'v1' NOT NULL,
	"unattended_key" text NOT NULL,
	"qr_image_url" text,
	"qr_template_document_url" text,
	"qr_template_image_url" text,
	"qr_data" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"synced_at" timestamp with time zone,
	CONSTRAINT "pos_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "pos_mercadopago" UNIQUE("merchant_id","mercadopago_pos_id"),
	CONSTRAINT "pos_unattended_key" UNIQUE("unattended_key"),
	CONSTRAINT "pos_integration" CHECK ("pos"."integration" in ('attended_v2','attended_v1','orders_api','unattended')),
	CONSTRAINT "pos_mode" CHECK ("pos"."mode" in ('static','dynamic','hybrid')),
	CONSTRAINT "pos_status" CHECK ("pos"."status" in ('active','retired','missing')),
	CONSTRAINT "pos_protocol" CHECK ("pos"."unattended_protocol" in ('v1','v2'))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"payment_id" text NOT NULL,
	"mercadopago_refund_id" text,
	"currency_id" char(3) NOT NULL,
	"amount_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"origin" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"requested_by_person_id" uuid,
	"requested_by_api_key_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "refunds_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "refunds_key" UNIQUE("merchant_id","idempotency_key"),
	CONSTRAINT "refunds_amount" CHECK ("refunds"."amount_minor" between 1 and 10000000000000),
	CONSTRAINT "refunds_status" CHECK ("refunds"."status" in ('requested','in_process','approved','rejected','unknown')),
	CONSTRAINT "refunds_origin" CHECK ("refunds"."origin" in ('here','mercadopago'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"subject" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stores" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"mercadopago_store_id" text,
	"external_store_id" text,
	"name" text NOT NULL,
	"address_line" text,
	"street_name" text,
	"street_number" text,
	"city_name" text,
	"state_name" text,
	"latitude" text,
	"longitude" text,
	"time_zone" text NOT NULL,
	"business_hours" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"synced_at" timestamp with time zone,
	CONSTRAINT "stores_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "stores_mercadopago" UNIQUE("merchant_id","mercadopago_store_id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_orders" ADD CONSTRAINT "merchant_orders_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_pos" FOREIGN KEY ("merchant_id","pos_id") REFERENCES "public"."pos"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_store" FOREIGN KEY ("merchant_id","store_id") REFERENCES "public"."stores"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order" FOREIGN KEY ("merchant_id","order_id","order_currency_id") REFERENCES "public"."orders"("merchant_id","id","currency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pos" ADD CONSTRAINT "pos_store" FOREIGN KEY ("merchant_id","store_id") REFERENCES "public"."stores"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order" FOREIGN KEY ("merchant_id","order_id","currency_id") REFERENCES "public"."orders"("merchant_id","id","currency_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment" FOREIGN KEY ("merchant_id","payment_id") REFERENCES "public"."payments"("merchant_id","payment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stores" ADD CONSTRAINT "stores_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_records_age" ON "idempotency_records" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "memberships_person" ON "memberships" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "merchant_orders_by_order" ON "merchant_orders" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_collector" ON "merchants" USING btree ("collector_id") WHERE "merchants"."collector_id" is not null;--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("merchant_id","received_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "notifications_due" ON "notifications" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "orders_one_unfinished_per_pos" ON "orders" USING btree ("merchant_id","pos_id") WHERE status in ('draft','opened') and mode in ('static','hybrid');--> statement-breakpoint
CREATE INDEX "orders_newest" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_by_status" ON "orders" USING btree ("merchant_id","status","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_by_exception" ON "orders" USING btree ("merchant_id","exception","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE exception <> 'none';--> statement-breakpoint
CREATE INDEX "orders_by_pos" ON "orders" USING btree ("merchant_id","pos_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "orders_by_reference" ON "orders" USING btree ("merchant_id","external_reference" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "orders_changed" ON "orders" USING btree ("merchant_id","changed_at");--> statement-breakpoint
CREATE INDEX "orders_by_provider_order" ON "orders" USING btree ("merchant_id","provider_order_id") WHERE provider_order_id is not null;--> statement-breakpoint
CREATE INDEX "orders_closed" ON "orders" USING btree ("merchant_id","closed_at") WHERE status = 'closed';--> statement-breakpoint
CREATE INDEX "orders_to_look_at" ON "orders" USING btree ("look_again_at") WHERE look_again_at is not null;--> statement-breakpoint
CREATE INDEX "payments_by_order" ON "payments" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pos_external" ON "pos" USING btree ("merchant_id",lower("external_pos_id"));--> statement-breakpoint
CREATE INDEX "pos_by_store" ON "pos" USING btree ("merchant_id","store_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_mercadopago" ON "refunds" USING btree ("merchant_id","payment_id","mercadopago_refund_id");--> statement-breakpoint
CREATE INDEX "refunds_by_order" ON "refunds" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_failures_subject" ON "sign_in_failures" USING btree ("subject","at");--> statement-breakpoint
CREATE UNIQUE INDEX "stores_external" ON "stores" USING btree ("merchant_id",lower("external_store_id"));