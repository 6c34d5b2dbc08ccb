CREATE TABLE "exception_cases" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"order_id" uuid,
	"external_reference" text,
	"reason" text NOT NULL,
	"facts" jsonb NOT NULL,
	"currency_id" char(3) NOT NULL,
	"amount_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"resolution" text,
	"owner_person_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "exception_cases_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "exception_cases_subject" UNIQUE("merchant_id","kind","subject"),
	CONSTRAINT "exception_cases_kind" CHECK ("exception_cases"."kind" in ('order','difference','orphan')),
	CONSTRAINT "exception_cases_status" CHECK ("exception_cases"."status" in ('open','resolved')),
	CONSTRAINT "exception_cases_resolved" CHECK (("exception_cases"."status" = 'resolved') = ("exception_cases"."resolution" is not null and "exception_cases"."resolved_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "exception_entries" (
	"merchant_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"type" text NOT NULL,
	"person_id" uuid,
	"data" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "exception_entries_merchant_id_case_id_sequence_pk" PRIMARY KEY("merchant_id","case_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "reconciliation_findings" (
	"merchant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "reconciliation_findings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject" text NOT NULL,
	"payment_id" text NOT NULL,
	"paid_minor" bigint NOT NULL,
	"refunded_minor" bigint NOT NULL,
	"is_odd" boolean NOT NULL,
	CONSTRAINT "reconciliation_findings_merchant_id_run_id_id_pk" PRIMARY KEY("merchant_id","run_id","id")
);
--> statement-breakpoint
CREATE TABLE "reconciliation_items" (
	"merchant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"place" integer NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"order_id" uuid,
	"verdict" text,
	"reasons" text[] DEFAULT '{}' NOT NULL,
	"ours" jsonb,
	"theirs" jsonb,
	"after" jsonb,
	"compared_at" timestamp with time zone,
	"applied_at" timestamp with time zone,
	"applied_by_person_id" uuid,
	"due_at" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"problem" text,
	CONSTRAINT "reconciliation_items_merchant_id_run_id_subject_pk" PRIMARY KEY("merchant_id","run_id","subject"),
	CONSTRAINT "reconciliation_items_state" CHECK ("reconciliation_items"."state" in ('pending','unanswered','compared','applying','applied','not_applied')),
	CONSTRAINT "reconciliation_items_verdict" CHECK ("reconciliation_items"."verdict" in ('matched','no_money','missing_here','missing_there','status_differs','amount_differs','refund_not_in_books')),
	CONSTRAINT "reconciliation_items_compared" CHECK ("reconciliation_items"."state" in ('pending','unanswered') or ("reconciliation_items"."verdict" is not null and "reconciliation_items"."compared_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "reconciliation_runs" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"scope" text NOT NULL,
	"from_at" timestamp with time zone,
	"to_at" timestamp with time zone,
	"time_zone" text NOT NULL,
	"currency_id" char(3) NOT NULL,
	"status" text NOT NULL,
	"windows" jsonb NOT NULL,
	"windows_done" integer DEFAULT 0 NOT NULL,
	"agreed_count" integer DEFAULT 0 NOT NULL,
	"agreed_minor" bigint DEFAULT 0 NOT NULL,
	"requested_by_person_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"problem" text,
	CONSTRAINT "reconciliation_runs_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "reconciliation_runs_scope" CHECK ("reconciliation_runs"."scope" in ('references','period')),
	CONSTRAINT "reconciliation_runs_status" CHECK ("reconciliation_runs"."status" in ('listing','comparing','done')),
	CONSTRAINT "reconciliation_runs_period" CHECK (("reconciliation_runs"."scope" = 'period') = ("reconciliation_runs"."from_at" is not null and "reconciliation_runs"."to_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "exception_cases" ADD CONSTRAINT "exception_cases_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exception_cases" ADD CONSTRAINT "exception_cases_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exception_entries" ADD CONSTRAINT "exception_entries_case" FOREIGN KEY ("merchant_id","case_id") REFERENCES "public"."exception_cases"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_items" ADD CONSTRAINT "reconciliation_items_run" FOREIGN KEY ("merchant_id","run_id") REFERENCES "public"."reconciliation_runs"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_items" ADD CONSTRAINT "reconciliation_items_order" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_runs" ADD CONSTRAINT "reconciliation_runs_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exception_cases_list" ON "exception_cases" USING btree ("merchant_id","status","changed_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reconciliation_items_in_order" ON "reconciliation_items" USING btree ("merchant_id","run_id","place");--> statement-breakpoint
CREATE INDEX "reconciliation_items_due" ON "reconciliation_items" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "reconciliation_runs_newest" ON "reconciliation_runs" USING btree ("merchant_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reconciliation_runs_due" ON "reconciliation_runs" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "reconciliation_runs_open" ON "reconciliation_runs" USING btree ("merchant_id","id") WHERE status <> 'done';