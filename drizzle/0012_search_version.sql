ALTER TABLE "event" ADD COLUMN "search_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "speaker" ADD COLUMN "search_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "speaker" ADD COLUMN "forgotten_at" timestamp (3) with time zone;--> statement-breakpoint
-- Who was forgotten before stands in the audit.
UPDATE "speaker" SET "forgotten_at" = "gone"."at" FROM (
  SELECT "thing_id", min("at") AS "at" FROM "audit_entry" WHERE "thing_kind" = 'Speaker' AND "action" = 'FORGET' GROUP BY "thing_id"
) "gone" WHERE "gone"."thing_id" = "speaker"."id";
