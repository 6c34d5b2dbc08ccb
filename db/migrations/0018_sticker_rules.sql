-- The ledger of stickers is only ever added to: what was printed and what was scanned stays as it was said.

CREATE TRIGGER sticker_prints_append_only BEFORE UPDATE OR DELETE ON sticker_prints FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sticker_prints_no_truncate BEFORE TRUNCATE ON sticker_prints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sticker_print_lines_append_only BEFORE UPDATE OR DELETE ON sticker_print_lines FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sticker_print_lines_no_truncate BEFORE TRUNCATE ON sticker_print_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sticker_scans_append_only BEFORE UPDATE OR DELETE ON sticker_scans FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sticker_scans_no_truncate BEFORE TRUNCATE ON sticker_scans FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER stickers_no_delete BEFORE DELETE ON stickers FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER stickers_no_truncate BEFORE TRUNCATE ON stickers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A sticker that hangs somewhere cannot be made to say something else; all that happens to it is that it is voided, once.
CREATE FUNCTION check_sticker_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.voided_at IS NOT NULL
    OR (to_jsonb(NEW) - '{voided_at,void_reason,voided_by_person_id}'::text[])
      IS DISTINCT FROM (to_jsonb(OLD) - '{voided_at,void_reason,voided_by_person_id}'::text[]) THEN
    RAISE EXCEPTION 'a printed sticker only becomes void' USING ERRCODE = 'check_violation', CONSTRAINT = 'stickers_only_voided';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER stickers_only_voided BEFORE UPDATE ON stickers FOR EACH ROW EXECUTE FUNCTION check_sticker_change();
