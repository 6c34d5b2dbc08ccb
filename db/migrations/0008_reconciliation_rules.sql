-- Nothing leaves the queue silently: every change of a case is one more line of its history, which is only ever added to.

CREATE TRIGGER exception_entries_append_only BEFORE UPDATE OR DELETE ON exception_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER exception_entries_no_truncate BEFORE TRUNCATE ON exception_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER exception_cases_no_delete BEFORE DELETE ON exception_cases FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER exception_cases_no_truncate BEFORE TRUNCATE ON exception_cases FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION check_exception_case() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lines integer;
BEGIN
  SELECT count(*) INTO lines FROM exception_entries WHERE merchant_id = NEW.merchant_id AND case_id = NEW.id;
  IF lines IS DISTINCT FROM (SELECT version FROM exception_cases WHERE merchant_id = NEW.merchant_id AND id = NEW.id) THEN
    RAISE EXCEPTION 'case % changed without a line in its history', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'exception_cases_history';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER exception_cases_history AFTER INSERT OR UPDATE ON exception_cases
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_exception_case();
--> statement-breakpoint
CREATE FUNCTION check_case_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'case % changed without a line in its history', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'exception_cases_history';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER exception_cases_version BEFORE UPDATE ON exception_cases FOR EACH ROW EXECUTE FUNCTION check_case_version();
--> statement-breakpoint
-- Orders that wait for a decision already.
WITH waiting AS (
  SELECT merchant_id, gen_random_uuid() AS id, orders.id AS order_id, external_reference, exception, currency_id, changed_at,
    jsonb_build_object('reasons', to_jsonb(review_reasons), 'ours', jsonb_build_object('status', status, 'exception', exception,
      'paidMinor', paid_minor, 'refundedMinor', refunded_minor, 'totalMinor', total_minor), 'theirs', null) AS facts,
    CASE WHEN exception = 'paid_over' THEN paid_minor - total_minor ELSE paid_minor END AS amount_minor
  FROM orders WHERE exception IN ('needs_review', 'paid_late', 'paid_over', 'paid_partial')
), opened AS (
  INSERT INTO exception_cases (merchant_id, id, kind, subject, order_id, external_reference, reason, facts, currency_id, amount_minor, status, opened_at, changed_at, version)
  SELECT merchant_id, id, 'order', order_id::text, order_id, external_reference, exception, facts, currency_id, amount_minor, 'open', changed_at, changed_at, 1 FROM waiting
)
INSERT INTO exception_entries (merchant_id, case_id, sequence, type, data, at)
SELECT merchant_id, id, 1, 'opened', jsonb_build_object('reason', exception, 'facts', facts), changed_at FROM waiting;
