CREATE TABLE "reconciliation_batches" (
	"merchant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "reconciliation_batches_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"lines" text NOT NULL,
	CONSTRAINT "reconciliation_batches_merchant_id_run_id_id_pk" PRIMARY KEY("merchant_id","run_id","id")
);--> statement-breakpoint
-- Kept for minutes and read once: compressing costs more than it saves.
ALTER TABLE "reconciliation_batches" ALTER COLUMN "lines" SET STORAGE EXTERNAL;--> statement-breakpoint
-- What a listing that is under way has found so far.
INSERT INTO "reconciliation_batches" ("merchant_id", "run_id", "lines")
SELECT merchant_id, run_id, string_agg(
  replace(replace(replace(replace(subject, E'\\', E'\\\\'), E'\t', E'\\t'), E'\n', E'\\n'), E'\r', E'\\r') || E'\t' || payment_id || E'\t' || paid_minor || E'\t' || refunded_minor || E'\t' || is_odd || E'\n', '' ORDER BY id)
FROM "reconciliation_findings" GROUP BY merchant_id, run_id, id / 10000;
