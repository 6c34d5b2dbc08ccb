-- What was agreed with the buyer includes what was taken off, and what was noted then stays.
CREATE OR REPLACE FUNCTION check_order_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
      NEW.created_at, NEW.expires_at, NEW.collector_id, NEW.title, NEW.description, NEW.items, NEW.taxes, NEW.sponsor_id, NEW.discount_minor, NEW.note)
     IS DISTINCT FROM
     (OLD.external_reference, OLD.currency_id, OLD.total_minor, OLD.pos_id, OLD.store_id, OLD.external_pos_id, OLD.integration, OLD.mode,
      OLD.created_at, OLD.expires_at, OLD.collector_id, OLD.title, OLD.description, OLD.items, OLD.taxes, OLD.sponsor_id, OLD.discount_minor, OLD.note) THEN
    RAISE EXCEPTION 'what an order was published with never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_immutable';
  END IF;
  IF NEW.version < OLD.version OR NEW.paid_minor < OLD.paid_minor THEN
    RAISE EXCEPTION 'an order never goes backwards' USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_forward';
  END IF;
  RETURN NEW;
END $$;
