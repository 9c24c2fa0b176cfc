-- What a roster and its quotas hold follows from their registrations, whoever writes them; CHECK (held + reserved <= capacity)
-- then refuses what oversells, also from hand-written SQL. One update of the roster for a statement, however many rows it has.
CREATE FUNCTION recount_places(changes jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE quota q SET held = q.held + d.held, waiting = q.waiting + d.waiting
    FROM (
      SELECT c.quota_id, sum(c.held)::int AS held, sum(c.waiting)::int AS waiting
        FROM jsonb_to_recordset(changes) AS c(roster_id uuid, quota_id uuid, held int, waiting int)
        WHERE c.quota_id IS NOT NULL GROUP BY 1
    ) d
    WHERE q.id = d.quota_id AND (d.held <> 0 OR d.waiting <> 0);
  UPDATE roster r SET
      held = r.held + d.held,
      waiting = r.waiting + d.waiting,
      reserved = (SELECT coalesce(sum(greatest(q.seats - q.held, 0)), 0) FROM quota q WHERE q.roster_id = r.id)
    FROM (
      SELECT c.roster_id, sum(c.held)::int AS held, sum(c.waiting)::int AS waiting, bool_or(c.quota_id IS NOT NULL) AS of_quota
        FROM jsonb_to_recordset(changes) AS c(roster_id uuid, quota_id uuid, held int, waiting int)
        GROUP BY 1
    ) d
    WHERE r.id = d.roster_id AND (d.held <> 0 OR d.waiting <> 0 OR d.of_quota);
END $$;
--> statement-breakpoint
CREATE FUNCTION count_registrations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changes jsonb;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT jsonb_agg(c) INTO changes FROM (
      SELECT roster_id, quota_id, sum(held_seats) AS held, count(*) FILTER (WHERE status = 'WAITLISTED') AS waiting
        FROM new_rows GROUP BY 1, 2
    ) c;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT jsonb_agg(c) INTO changes FROM (
      SELECT roster_id, quota_id, -sum(held_seats) AS held, -count(*) FILTER (WHERE status = 'WAITLISTED') AS waiting
        FROM old_rows GROUP BY 1, 2
    ) c;
  ELSE
    SELECT jsonb_agg(c) INTO changes FROM (
      SELECT roster_id, quota_id, sum(held) AS held, sum(waiting) AS waiting FROM (
        SELECT roster_id, quota_id, held_seats AS held, (status = 'WAITLISTED')::int AS waiting FROM new_rows
        UNION ALL
        SELECT roster_id, quota_id, -held_seats, -(status = 'WAITLISTED')::int FROM old_rows
      ) both_sides GROUP BY 1, 2
    ) c;
  END IF;
  IF changes IS NOT NULL THEN
    PERFORM recount_places(changes);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER registration_inserted AFTER INSERT ON registration
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_registrations();
--> statement-breakpoint
CREATE TRIGGER registration_updated AFTER UPDATE ON registration
  REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_registrations();
--> statement-breakpoint
CREATE TRIGGER registration_deleted AFTER DELETE ON registration
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_registrations();
--> statement-breakpoint
-- What a quota keeps free changes with its seats too.
CREATE FUNCTION count_reserved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE roster r SET reserved = (SELECT coalesce(sum(greatest(q.seats - q.held, 0)), 0) FROM quota q WHERE q.roster_id = r.id)
    WHERE r.id = coalesce(new.roster_id, old.roster_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER quota_changed AFTER INSERT OR UPDATE OF seats, roster_id OR DELETE ON quota
  FOR EACH ROW EXECUTE FUNCTION count_reserved();
--> statement-breakpoint
-- The counts are nobody's to write.
CREATE FUNCTION refuse_own_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'the counts of % follow from its registrations', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER roster_counts_follow BEFORE UPDATE ON roster FOR EACH ROW
  WHEN ((old.held, old.reserved, old.waiting) IS DISTINCT FROM (new.held, new.reserved, new.waiting))
  EXECUTE FUNCTION refuse_own_counts();
--> statement-breakpoint
CREATE TRIGGER quota_counts_follow BEFORE UPDATE ON quota FOR EACH ROW
  WHEN ((old.held, old.waiting) IS DISTINCT FROM (new.held, new.waiting))
  EXECUTE FUNCTION refuse_own_counts();
--> statement-breakpoint
CREATE FUNCTION refuse_first_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the counts of % begin with none', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER roster_counts_begin BEFORE INSERT ON roster FOR EACH ROW
  WHEN ((new.held, new.reserved, new.waiting) IS DISTINCT FROM (0, 0, 0))
  EXECUTE FUNCTION refuse_first_counts();
--> statement-breakpoint
CREATE TRIGGER quota_counts_begin BEFORE INSERT ON quota FOR EACH ROW
  WHEN ((new.held, new.waiting) IS DISTINCT FROM (0, 0))
  EXECUTE FUNCTION refuse_first_counts();
--> statement-breakpoint
-- A registration counts for a quota of its own roster.
CREATE FUNCTION refuse_foreign_quota() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM quota q WHERE q.id = new.quota_id AND q.roster_id = new.roster_id) THEN
    RAISE EXCEPTION 'the quota is of another roster' USING ERRCODE = 'check_violation';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER registration_quota_is_own BEFORE INSERT OR UPDATE OF quota_id, roster_id ON registration FOR EACH ROW
  WHEN (new.quota_id IS NOT NULL) EXECUTE FUNCTION refuse_foreign_quota();
