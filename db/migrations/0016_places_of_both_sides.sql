CREATE TABLE "place_creations" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"external_id" text NOT NULL,
	"fields" jsonb NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"problem" jsonb,
	"looks" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"created_by_person_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "place_creations_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "place_creations_position" UNIQUE("merchant_id","batch_id","position"),
	CONSTRAINT "place_creations_kind" CHECK ("place_creations"."kind" in ('store','pos')),
	CONSTRAINT "place_creations_state" CHECK ("place_creations"."state" in ('planned','sent','unknown','done','refused','not_found','canceled')),
	CONSTRAINT "place_creations_over" CHECK ("place_creations"."state" in ('planned','sent','unknown') or "place_creations"."due_at" is null)
);
--> statement-breakpoint
CREATE TABLE "place_syncs" (
	"merchant_id" uuid PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"phase" text DEFAULT 'idle' NOT NULL,
	"problem" text,
	CONSTRAINT "place_syncs_phase" CHECK ("place_syncs"."phase" in ('idle','stores','pos','codes')),
	CONSTRAINT "place_syncs_problem" CHECK ("place_syncs"."problem" in ('refused','unavailable'))
);
--> statement-breakpoint
ALTER TABLE "pos" ADD COLUMN "status_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pos" ADD COLUMN "qr_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pos" ADD COLUMN "theirs" jsonb;--> statement-breakpoint
ALTER TABLE "pos" ADD COLUMN "ignored" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "zip_code" text;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "reference" text;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "status" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "status_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "theirs" jsonb;--> statement-breakpoint
ALTER TABLE "stores" ADD COLUMN "ignored" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "place_creations" ADD CONSTRAINT "place_creations_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_syncs" ADD CONSTRAINT "place_syncs_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "place_creations_under_way" ON "place_creations" USING btree ("merchant_id","kind",lower("external_id")) WHERE "place_creations"."state" in ('planned','sent','unknown');--> statement-breakpoint
CREATE INDEX "place_creations_due" ON "place_creations" USING btree ("due_at") WHERE "place_creations"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "place_syncs_due" ON "place_syncs" USING btree ("due_at");--> statement-breakpoint
ALTER TABLE "stores" ADD CONSTRAINT "stores_status" CHECK ("stores"."status" in ('active','retired','missing'));