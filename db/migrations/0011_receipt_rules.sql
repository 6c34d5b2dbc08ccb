-- A receipt says that an order was paid, so only a closed order has one; the slip of a refund needs the refund approved.

CREATE FUNCTION check_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM orders WHERE merchant_id = NEW.merchant_id AND id = NEW.order_id AND status = 'closed') THEN
    RAISE EXCEPTION 'order % is not closed and has no receipt', NEW.order_id USING ERRCODE = 'check_violation', CONSTRAINT = 'receipts_of_closed_orders';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION check_refund_slip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.refund_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM refunds WHERE merchant_id = NEW.merchant_id AND id = NEW.refund_id AND order_id = NEW.order_id AND status = 'approved'
  ) THEN
    RAISE EXCEPTION 'refund % is not approved and has no slip', NEW.refund_id USING ERRCODE = 'check_violation', CONSTRAINT = 'slips_of_approved_refunds';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER receipt_prints_closed BEFORE INSERT ON receipt_prints FOR EACH ROW EXECUTE FUNCTION check_receipt();
--> statement-breakpoint
CREATE TRIGGER receipt_prints_refund_approved BEFORE INSERT ON receipt_prints FOR EACH ROW EXECUTE FUNCTION check_refund_slip();
--> statement-breakpoint
CREATE TRIGGER receipt_prints_append_only BEFORE UPDATE OR DELETE ON receipt_prints FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER receipt_prints_no_truncate BEFORE TRUNCATE ON receipt_prints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER receipt_links_closed BEFORE INSERT ON receipt_links FOR EACH ROW EXECUTE FUNCTION check_receipt();
