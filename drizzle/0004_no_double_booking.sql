-- Trusted: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
-- drizzle-kit knows no exclusion constraints. This one is the last word on double booking, also for hand-written SQL.
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_no_overlap" EXCLUDE USING gist ("unit_id" WITH =, "occupied" WITH &&);
--> statement-breakpoint
CREATE INDEX "equipment_use_when" ON "equipment_use" USING gist ("equipment_id", "occupied") WHERE "live";
--> statement-breakpoint
-- Never 7 of 6: whatever writes waits for the equipment's row, then counts what is out at the fullest moment. A hold that has
-- expired takes nothing; the program says `live` when it starts to count again.
CREATE FUNCTION equipment_use_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owned integer;
  fullest integer;
BEGIN
  IF NOT NEW.live THEN
    RETURN NEW;
  END IF;
  SELECT quantity INTO owned FROM equipment WHERE id = NEW.equipment_id FOR UPDATE;
  -- Use is fullest where some use begins.
  SELECT max(taken) INTO fullest FROM (
    SELECT (
      SELECT sum(other.quantity) FROM equipment_use other
      WHERE other.equipment_id = NEW.equipment_id AND other.live AND other.occupied @> start.at
        AND (other.expires_at IS NULL OR other.expires_at > now())
    ) AS taken
    FROM (
      SELECT greatest(lower(beside.occupied), lower(NEW.occupied)) AS at FROM equipment_use beside
      WHERE beside.equipment_id = NEW.equipment_id AND beside.live AND beside.occupied && NEW.occupied
    ) start
  ) moments;
  IF fullest > owned THEN
    RAISE EXCEPTION 'equipment % is out % times of %', NEW.equipment_id, fullest, owned
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'equipment_use_fits', TABLE = 'equipment_use';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER equipment_use_fits AFTER INSERT OR UPDATE ON "equipment_use"
  FOR EACH ROW EXECUTE FUNCTION equipment_use_fits();
