-- Rules that the database keeps itself, whatever the code does.

CREATE TABLE order_transitions (
  from_status text NOT NULL,
  to_status text NOT NULL,
  PRIMARY KEY (from_status, to_status)
);
--> statement-breakpoint
INSERT INTO order_transitions (from_status, to_status) VALUES
  ('draft', 'opened'), ('draft', 'failed'), ('draft', 'canceled'), ('draft', 'expired'), ('draft', 'closed'),
  ('opened', 'closed'), ('opened', 'canceled'), ('opened', 'expired'),
  ('canceled', 'closed'), ('expired', 'closed'), ('failed', 'closed');
--> statement-breakpoint
-- An order begins as a draft, moves only forward, and what was agreed with the buyer never changes.
CREATE FUNCTION check_order_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'draft' OR NEW.version <> 1 OR NEW.paid_minor <> 0 OR NEW.refunded_minor <> 0 THEN
      RAISE EXCEPTION 'an order begins as an unpaid draft with version 1' USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_begin_as_draft';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.status <> OLD.status AND NOT EXISTS (
    SELECT 1 FROM order_transitions WHERE from_status = OLD.status AND to_status = NEW.status
  ) THEN
    RAISE EXCEPTION 'an order cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_transition';
  END IF;
  IF (NEW.external_reference, NEW.currency_id, NEW.total_minor, NEW.pos_id, NEW.store_id, NEW.external_pos_id, NEW.integration, NEW.mode,
      NEW.created_at, NEW.expires_at, NEW.collector_id, NEW.title, NEW.description, NEW.items, NEW.taxes, NEW.sponsor_id)
     IS DISTINCT FROM
     (OLD.external_reference, OLD.currency_id, OLD.total_minor, OLD.pos_id, OLD.store_id, OLD.external_pos_id, OLD.integration, OLD.mode,
      OLD.created_at, OLD.expires_at, OLD.collector_id, OLD.title, OLD.description, OLD.items, OLD.taxes, OLD.sponsor_id) THEN
    RAISE EXCEPTION 'what an order was published with never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_immutable';
  END IF;
  IF NEW.version < OLD.version OR NEW.paid_minor < OLD.paid_minor THEN
    RAISE EXCEPTION 'an order never goes backwards' USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_forward';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER orders_change BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION check_order_change();
--> statement-breakpoint
-- The figure on the order is the sum of its payments, at every commit.
CREATE FUNCTION check_order_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  written bigint;
  counted bigint;
BEGIN
  SELECT paid_minor INTO written FROM orders WHERE merchant_id = NEW.merchant_id AND id = NEW.id;
  SELECT coalesce(sum(counted_minor), 0) INTO counted FROM payments WHERE merchant_id = NEW.merchant_id AND order_id = NEW.id;
  IF written IS DISTINCT FROM counted THEN
    RAISE EXCEPTION 'order % says % paid, its payments say %', NEW.id, written, counted USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_paid_is_sum';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER orders_paid_is_sum AFTER UPDATE OF paid_minor, status ON orders
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_order_sum();
--> statement-breakpoint
CREATE FUNCTION check_payment_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  written bigint;
  counted bigint;
BEGIN
  SELECT paid_minor INTO written FROM orders WHERE merchant_id = NEW.merchant_id AND id = NEW.order_id;
  SELECT coalesce(sum(counted_minor), 0) INTO counted FROM payments WHERE merchant_id = NEW.merchant_id AND order_id = NEW.order_id;
  IF written IS DISTINCT FROM counted THEN
    RAISE EXCEPTION 'order % says % paid, its payments say %', NEW.order_id, written, counted USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_paid_is_sum';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER payments_sum AFTER INSERT OR UPDATE ON payments
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_payment_sum();
--> statement-breakpoint
-- Histories are only ever added to.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE ON order_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER order_events_no_truncate BEFORE TRUNCATE ON order_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Payments are never unseen, and a merchant always keeps an owner.
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payments_no_truncate BEFORE TRUNCATE ON payments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The order that a payment was first seen for keeps it: moved, its money would be missing there and nobody would notice.
CREATE FUNCTION refuse_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a payment stays with its order' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'payments_stay';
END $$;
--> statement-breakpoint
CREATE TRIGGER payments_stay BEFORE UPDATE ON payments FOR EACH ROW
  WHEN ((NEW.merchant_id, NEW.payment_id, NEW.order_id) IS DISTINCT FROM (OLD.merchant_id, OLD.payment_id, OLD.order_id))
  EXECUTE FUNCTION refuse_move();
--> statement-breakpoint
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Two owners who leave at once take turns, so that the second one sees that the first is gone.
  PERFORM 1 FROM merchants WHERE id = OLD.merchant_id FOR NO KEY UPDATE;
  IF OLD.role = 'owner' AND NOT EXISTS (
    SELECT 1 FROM memberships WHERE merchant_id = OLD.merchant_id AND role = 'owner'
  ) THEN
    RAISE EXCEPTION 'a merchant keeps an owner' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'memberships_keep_an_owner';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER memberships_keep_an_owner AFTER UPDATE OR DELETE ON memberships
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_an_owner();
--> statement-breakpoint
-- Σ refunds that may have happened never exceeds what was paid.
CREATE FUNCTION check_refund_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid bigint;
  refunded bigint;
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM payments WHERE merchant_id = NEW.merchant_id AND payment_id = NEW.payment_id AND order_id = NEW.order_id
  ) THEN
    RAISE EXCEPTION 'refund % gives back a payment of another order', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_of_order';
  END IF;
  -- Not FOR UPDATE: that would wait for the key locks that the foreign keys of both refunds hold, for ever.
  SELECT paid_minor INTO paid FROM orders WHERE merchant_id = NEW.merchant_id AND id = NEW.order_id FOR NO KEY UPDATE;
  SELECT coalesce(sum(amount_minor), 0) INTO refunded FROM refunds
    WHERE merchant_id = NEW.merchant_id AND order_id = NEW.order_id AND status <> 'rejected';
  IF refunded > paid THEN
    RAISE EXCEPTION 'refunds of order % exceed what was paid', NEW.order_id USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_paid';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER refunds_within_paid AFTER INSERT OR UPDATE ON refunds
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_refund_sum();
