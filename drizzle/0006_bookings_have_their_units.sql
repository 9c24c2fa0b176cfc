-- A live booking has a row of occupancy for every unit of its room, for exactly its time and buffers, and one that ended, or
-- waits in a queue, has none: so the exclusion constraint has the last word on bookings written by hand, too. Looked at when
-- the transaction ends, on the row as it is then.
CREATE FUNCTION booking_has_its_units(booking_id uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  b booking%ROWTYPE;
  wanted tstzrange;
  has_all boolean;
BEGIN
  SELECT * INTO b FROM booking WHERE id = booking_id;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  wanted := tstzrange(b.starts_at - make_interval(mins => b.set_up_minutes), b.ends_at + make_interval(mins => b.tear_down_minutes));
  IF b.status IN ('HOLD', 'REQUESTED', 'CONFIRMED') AND b.queued_at IS NULL THEN
    has_all := NOT EXISTS (
      SELECT FROM room_unit u WHERE u.room_id = b.room_id AND NOT EXISTS (
        SELECT FROM occupancy o WHERE o.booking_id = b.id AND o.unit_id = u.unit_id AND o.occupied = wanted));
    IF has_all AND NOT EXISTS (
      SELECT FROM occupancy o WHERE o.booking_id = b.id AND NOT EXISTS (
        SELECT FROM room_unit u WHERE u.room_id = b.room_id AND u.unit_id = o.unit_id)) THEN
      RETURN;
    END IF;
  ELSIF NOT EXISTS (SELECT FROM occupancy o WHERE o.booking_id = b.id) THEN
    RETURN;
  END IF;
  RAISE EXCEPTION 'booking % is not what it occupies', b.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_has_its_units', TABLE = 'booking';
END
$$;
--> statement-breakpoint
CREATE FUNCTION booking_has_its_units_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'booking' THEN
    PERFORM booking_has_its_units(NEW.id);
  ELSIF TG_OP = 'INSERT' THEN
    PERFORM booking_has_its_units(NEW.booking_id);
  ELSE
    PERFORM booking_has_its_units(OLD.booking_id);
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER booking_has_its_units
  AFTER INSERT OR UPDATE OF status, room_id, starts_at, ends_at, set_up_minutes, tear_down_minutes, queued_at ON "booking"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION booking_has_its_units_now();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER occupancy_is_of_its_booking AFTER INSERT OR UPDATE OR DELETE ON "occupancy"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION booking_has_its_units_now();
--> statement-breakpoint
-- What is out of an equipment cannot be taken out of the list: as equipment_use_fits, from the other side.
CREATE FUNCTION equipment_covers_its_uses() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fullest integer;
BEGIN
  SELECT max(taken) INTO fullest FROM (
    SELECT (
      SELECT sum(other.quantity) FROM equipment_use other
      WHERE other.equipment_id = NEW.id AND other.live AND other.occupied @> lower(start.occupied)
        AND (other.expires_at IS NULL OR other.expires_at > now())
    ) AS taken
    FROM equipment_use start
    WHERE start.equipment_id = NEW.id AND start.live AND upper(start.occupied) > now()
  ) moments;
  IF fullest > NEW.quantity THEN
    RAISE EXCEPTION 'equipment % is out % times, % are left', NEW.id, fullest, NEW.quantity
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'equipment_covers_its_uses', TABLE = 'equipment';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER equipment_covers_its_uses AFTER UPDATE OF quantity ON "equipment"
  FOR EACH ROW WHEN (NEW.quantity < OLD.quantity) EXECUTE FUNCTION equipment_covers_its_uses();
