-- What is looked for are the beginnings of words. Its cost is that of a function call, so that Postgres asks the index.
CREATE FUNCTION search_lexemes(text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT AS $$ BEGIN RETURN array_to_tsvector(array_remove(string_to_array($1, ' '), '')); END $$;--> statement-breakpoint
DROP INDEX "event_search";--> statement-breakpoint
DROP INDEX "event_session_listed";--> statement-breakpoint
CREATE INDEX "event_proposal_event" ON "event_proposal" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "event_session_running" ON "event_session" USING gist (tstzrange("starts_at", "ends_at")) WHERE "event_session"."is_listed";--> statement-breakpoint
CREATE INDEX "event_session_tentative" ON "event_session" USING btree ("starts_at","id") WHERE "event_session"."happening_status" = 'TENTATIVE';--> statement-breakpoint
CREATE INDEX "event_search" ON "event" USING gin (search_lexemes("search_text"));--> statement-breakpoint
CREATE INDEX "event_session_listed" ON "event_session" USING btree ("starts_at","id","profile_id","event_id","happening_status") WHERE "event_session"."is_listed";