-- What feeds tell of is announced with the transaction that changes it, whoever writes it: `s` and the ids of sessions, `e` and
-- those of events, or `*` for what may concern any of them. A payload may have 8 000 bytes.
CREATE FUNCTION tell_feeds(kind text, ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(cardinality(ids), 0) = 0 THEN
    RETURN;
  END IF;
  PERFORM pg_notify('feeds', CASE WHEN cardinality(ids) > 200 THEN '*' ELSE kind || ' ' || array_to_string(ids, ' ') END);
END $$;
--> statement-breakpoint
CREATE FUNCTION tell_feeds_of_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM tell_feeds('s', (SELECT array_agg(id) FROM come WHERE is_listed));
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM tell_feeds('s', (SELECT array_agg(id) FROM gone WHERE is_listed));
  ELSE
    PERFORM tell_feeds('s', (SELECT array_agg(c.id) FROM come c JOIN gone g ON g.id = c.id
      WHERE (c.is_listed OR g.is_listed) AND c IS DISTINCT FROM g));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER event_session_come AFTER INSERT ON event_session REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_sessions();
--> statement-breakpoint
CREATE TRIGGER event_session_changed AFTER UPDATE ON event_session REFERENCING OLD TABLE AS gone NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_sessions();
--> statement-breakpoint
CREATE TRIGGER event_session_gone AFTER DELETE ON event_session REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_sessions();
--> statement-breakpoint
CREATE FUNCTION tell_feeds_of_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_feeds('e', (SELECT array_agg(c.id) FROM come c JOIN gone g ON g.id = c.id WHERE c IS DISTINCT FROM g
    AND (c.editorial_status IN ('PUBLISHED', 'ARCHIVED') OR g.editorial_status IN ('PUBLISHED', 'ARCHIVED'))));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER event_changed AFTER UPDATE ON event REFERENCING OLD TABLE AS gone NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_events();
--> statement-breakpoint
CREATE FUNCTION tell_feeds_of_gone_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_feeds('e', (SELECT array_agg(id) FROM gone WHERE editorial_status IN ('PUBLISHED', 'ARCHIVED')));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER event_gone AFTER DELETE ON event REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_gone_events();
--> statement-breakpoint
CREATE FUNCTION tell_feeds_of_lists() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM tell_feeds('e', (SELECT array_agg(DISTINCT event_id) FROM gone));
  ELSE
    PERFORM tell_feeds('e', (SELECT array_agg(DISTINCT event_id) FROM come));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER event_audience_come AFTER INSERT ON event_audience REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_lists();
--> statement-breakpoint
CREATE TRIGGER event_audience_gone AFTER DELETE ON event_audience REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_lists();
--> statement-breakpoint
CREATE TRIGGER event_measure_come AFTER INSERT ON event_measure REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_lists();
--> statement-breakpoint
CREATE TRIGGER event_measure_changed AFTER UPDATE ON event_measure REFERENCING OLD TABLE AS gone NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_lists();
--> statement-breakpoint
CREATE TRIGGER event_measure_gone AFTER DELETE ON event_measure REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_lists();
--> statement-breakpoint
-- Names of these stand in any feed, and a new one may be what an address stands for from now on.
CREATE FUNCTION tell_feeds_of_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('feeds', '*');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER branch_feeds AFTER INSERT OR UPDATE OR DELETE ON branch FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_names();
--> statement-breakpoint
CREATE TRIGGER room_feeds AFTER INSERT OR UPDATE OR DELETE ON room FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_names();
--> statement-breakpoint
CREATE TRIGGER audience_feeds AFTER INSERT OR UPDATE OR DELETE ON audience FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_names();
--> statement-breakpoint
CREATE TRIGGER district_feeds AFTER INSERT OR UPDATE OR DELETE ON district FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_names();
--> statement-breakpoint
CREATE TRIGGER plan_feeds AFTER INSERT OR UPDATE OR DELETE ON plan FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_names();
--> statement-breakpoint
CREATE TRIGGER goal_feeds AFTER INSERT OR UPDATE OR DELETE ON goal FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_names();
--> statement-breakpoint
CREATE TRIGGER measure_feeds AFTER INSERT OR UPDATE OR DELETE ON measure FOR EACH STATEMENT EXECUTE FUNCTION tell_feeds_of_names();
