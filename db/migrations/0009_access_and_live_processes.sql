CREATE TABLE "live_processes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "access_problem" text;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "access_due_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "merchants_access_due" ON "merchants" USING btree ("access_due_at") WHERE access_due_at is not null;--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_access_problem" CHECK ("merchants"."access_problem" in ('refused', 'disconnected'));