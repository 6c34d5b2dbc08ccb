-- Σ refunds that may have happened never exceeds what was paid: not of the order, and not of the payment that they are
-- of. Only what is asked for here is held to it: a refund that was seen at Mercado Pago is a fact, whatever the sum.
CREATE OR REPLACE FUNCTION check_refund_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid bigint;
  paid_by_payment bigint;
  refunded bigint;
  refunded_of_payment bigint;
BEGIN
  SELECT counted_minor INTO paid_by_payment FROM payments
    WHERE merchant_id = NEW.merchant_id AND payment_id = NEW.payment_id AND order_id = NEW.order_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'refund % gives back a payment of another order', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_of_order';
  END IF;
  IF NEW.origin <> 'here' OR NEW.status = 'rejected' THEN
    RETURN NULL;
  END IF;
  -- One that was already counted and did not grow cannot make the sum larger.
  IF TG_OP = 'UPDATE' AND OLD.origin = 'here' AND OLD.status <> 'rejected' AND NEW.amount_minor <= OLD.amount_minor THEN
    RETURN NULL;
  END IF;
  -- Not FOR UPDATE: that would wait for the key locks that the foreign keys of both refunds hold, for ever.
  SELECT paid_minor INTO paid FROM orders WHERE merchant_id = NEW.merchant_id AND id = NEW.order_id FOR NO KEY UPDATE;
  SELECT coalesce(sum(amount_minor), 0), coalesce(sum(amount_minor) FILTER (WHERE payment_id = NEW.payment_id), 0)
    INTO refunded, refunded_of_payment FROM refunds
    WHERE merchant_id = NEW.merchant_id AND order_id = NEW.order_id AND status <> 'rejected';
  IF refunded > paid THEN
    RAISE EXCEPTION 'refunds of order % exceed what was paid', NEW.order_id USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_paid';
  END IF;
  IF refunded_of_payment > paid_by_payment THEN
    RAISE EXCEPTION 'refunds of payment % exceed it', NEW.payment_id USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_payment';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- What Mercado Pago is asked, and under which key, is written down once: sent again, it is the same to the letter.
CREATE FUNCTION refuse_other_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'refund % is asked for as it was stored', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'refunds_fixed';
END $$;
--> statement-breakpoint
CREATE TRIGGER refunds_fixed BEFORE UPDATE ON refunds FOR EACH ROW
  WHEN ((NEW.merchant_id, NEW.id, NEW.order_id, NEW.payment_id, NEW.currency_id, NEW.origin, NEW.idempotency_key, NEW.request_id, NEW.position,
         NEW.request_body, NEW.created_at)
        IS DISTINCT FROM
        (OLD.merchant_id, OLD.id, OLD.order_id, OLD.payment_id, OLD.currency_id, OLD.origin, OLD.idempotency_key, OLD.request_id, OLD.position,
         OLD.request_body, OLD.created_at))
  EXECUTE FUNCTION refuse_other_refund();
--> statement-breakpoint
CREATE TRIGGER refunds_no_delete BEFORE DELETE ON refunds FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Who asked for how much and why never changes; a second person's word is given once.
CREATE FUNCTION refuse_other_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was asked in % never changes, and is decided once', OLD.id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'refund_requests_fixed';
END $$;
--> statement-breakpoint
CREATE TRIGGER refund_requests_fixed BEFORE UPDATE ON refund_requests FOR EACH ROW
  WHEN (OLD.approval <> 'pending' OR
        (NEW.merchant_id, NEW.id, NEW.order_id, NEW.currency_id, NEW.amount_minor, NEW.reason, NEW.requested_by_person_id,
         NEW.requested_by_api_key_id, NEW.created_at)
        IS DISTINCT FROM
        (OLD.merchant_id, OLD.id, OLD.order_id, OLD.currency_id, OLD.amount_minor, OLD.reason, OLD.requested_by_person_id,
         OLD.requested_by_api_key_id, OLD.created_at))
  EXECUTE FUNCTION refuse_other_request();
--> statement-breakpoint
CREATE TRIGGER refund_requests_no_delete BEFORE DELETE ON refund_requests FOR EACH ROW EXECUTE FUNCTION refuse_change();
