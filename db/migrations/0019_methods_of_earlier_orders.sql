-- Orders that were closed before it was read how they were paid: each is read once, when nobody else has a request.
UPDATE orders SET method_due_at = now()
WHERE status = 'closed' AND method_due_at IS NULL AND method_attempts = 0 AND EXISTS (
  SELECT FROM payments
  WHERE payments.merchant_id = orders.merchant_id AND payments.order_id = orders.id
    AND payments.method_id IS NULL AND payments.payment_id ~ '^\d{1,20}$'
);
