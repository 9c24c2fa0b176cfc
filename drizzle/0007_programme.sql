CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "branch_editing" (
	"branch_id" uuid PRIMARY KEY NOT NULL,
	"authors_publish" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_review" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"action" text NOT NULL,
	"comment" text,
	"person_id" uuid,
	"event_version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "event_review_comment" CHECK ("event_review"."action" <> 'RETURN' or "event_review"."comment" is not null)
);
--> statement-breakpoint
CREATE TABLE "event_proposal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'NEW' NOT NULL,
	"organisation" text,
	"contact_name" text,
	"contact_email" text,
	"contact_phone" text,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"kind" text,
	"audience_ids" uuid[] DEFAULT '{}' NOT NULL,
	"wished_times" text,
	"branch_id" uuid,
	"measure_id" uuid,
	"expected_people" integer,
	"language" text NOT NULL,
	"form_hash" "bytea" NOT NULL,
	"event_id" uuid,
	"decided_by_id" uuid,
	"decided_at" timestamp (3) with time zone,
	"reason" text,
	"purged_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "event_proposal_form_hash_unique" UNIQUE("form_hash"),
	CONSTRAINT "event_proposal_state_known" CHECK ("event_proposal"."state" in ('NEW', 'CONVERTED', 'DECLINED')),
	CONSTRAINT "event_proposal_decided" CHECK (("event_proposal"."state" = 'NEW') = ("event_proposal"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "event_body" (
	"event_id" uuid NOT NULL,
	"body_id" uuid NOT NULL,
	"role" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "event_body_event_id_body_id_pk" PRIMARY KEY("event_id","body_id"),
	CONSTRAINT "event_body_role" CHECK ("event_body"."role" in ('ORGANISER', 'CO_ORGANISER', 'PARTNER', 'SPONSOR'))
);
--> statement-breakpoint
CREATE TABLE "event_material" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"title_uk" text NOT NULL,
	"title_en" text,
	"url" text NOT NULL,
	"visibility" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "event_material_visibility" CHECK ("event_material"."visibility" in ('PUBLIC', 'AFTER_CONFIRMATION', 'STAFF'))
);
--> statement-breakpoint
CREATE TABLE "event_speaker" (
	"event_id" uuid NOT NULL,
	"speaker_id" uuid NOT NULL,
	"role" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "event_speaker_event_id_speaker_id_pk" PRIMARY KEY("event_id","speaker_id"),
	CONSTRAINT "event_speaker_role" CHECK ("event_speaker"."role" in ('SPEAKER', 'MODERATOR', 'TRAINER', 'GUEST'))
);
--> statement-breakpoint
CREATE TABLE "exhibition_day" (
	"event_id" uuid NOT NULL,
	"date" text NOT NULL,
	"visitors" integer NOT NULL,
	"counted_by_id" uuid,
	"counted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "exhibition_day_event_id_date_pk" PRIMARY KEY("event_id","date"),
	CONSTRAINT "exhibition_day_visitors" CHECK ("exhibition_day"."visitors" >= 0),
	CONSTRAINT "exhibition_day_date" CHECK ("exhibition_day"."date" ~ '^20[0-9]{2}-[01][0-9]-[0-3][0-9]$')
);
--> statement-breakpoint
CREATE TABLE "listing_profile" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "listing_profile_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"branch_id" uuid NOT NULL,
	"audience_ids" uuid[] NOT NULL,
	"measure_ids" uuid[] NOT NULL,
	"language" text NOT NULL,
	"mode" text NOT NULL,
	"sign_language" boolean NOT NULL,
	"step_free" boolean,
	"age_from" integer,
	"age_to" integer,
	"grade_from" integer,
	"grade_to" integer,
	CONSTRAINT "listing_profile_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "event_session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"branch_id" uuid NOT NULL,
	"original_local" timestamp (0),
	"start_local" timestamp (0) NOT NULL,
	"zone" text NOT NULL,
	"wall_minutes" integer NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"standing" text NOT NULL,
	"place" text NOT NULL,
	"booking_id" uuid,
	"room_id" uuid,
	"layout_kind" text,
	"expected_people" integer,
	"set_up_minutes" integer,
	"tear_down_minutes" integer,
	"equipment" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"happening_status" text NOT NULL,
	"status_before" text,
	"reason" text,
	"previous_start_local" timestamp (0),
	"previous_starts_at" timestamp (3) with time zone,
	"exceptions" text[] DEFAULT '{}' NOT NULL,
	"broken_kinds" text[] DEFAULT '{}' NOT NULL,
	"sequence" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"revised_at" timestamp (3) with time zone NOT NULL,
	"is_listed" boolean DEFAULT false NOT NULL,
	"profile_id" integer,
	CONSTRAINT "event_session_original" UNIQUE("event_id","original_local"),
	CONSTRAINT "event_session_duration" CHECK ("event_session"."wall_minutes" > 0),
	CONSTRAINT "event_session_times" CHECK ("event_session"."starts_at" < "event_session"."ends_at"),
	CONSTRAINT "event_session_standing" CHECK ("event_session"."standing" in ('SCHEDULED', 'TO_PLACE', 'DROPPED')),
	CONSTRAINT "event_session_place" CHECK ("event_session"."place" in ('ROOM', 'BRANCH', 'ONLINE', 'TO_BE_FOUND')),
	CONSTRAINT "event_session_happening" CHECK ("event_session"."happening_status" in ('TENTATIVE', 'CONFIRMED', 'POSTPONED', 'RESCHEDULED', 'MOVED_ONLINE', 'CANCELLED', 'HELD')),
	CONSTRAINT "event_session_room_is_booked" CHECK (("event_session"."booking_id" is not null) = ("event_session"."place" = 'ROOM' and "event_session"."standing" = 'SCHEDULED' and "event_session"."happening_status" not in ('CANCELLED', 'POSTPONED'))),
	CONSTRAINT "event_session_room_is_known" CHECK ("event_session"."place" <> 'ROOM' or "event_session"."room_id" is not null),
	CONSTRAINT "event_session_reason" CHECK ("event_session"."happening_status" not in ('CANCELLED', 'POSTPONED') or "event_session"."reason" is not null),
	CONSTRAINT "event_session_people" CHECK ("event_session"."expected_people" > 0),
	CONSTRAINT "event_session_previous" CHECK (("event_session"."previous_start_local" is null) = ("event_session"."previous_starts_at" is null))
);
--> statement-breakpoint
CREATE TABLE "event_series" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"start_local" timestamp (0) NOT NULL,
	"zone" text NOT NULL,
	"wall_minutes" integer NOT NULL,
	"place" text NOT NULL,
	"room_id" uuid,
	"layout_kind" text,
	"expected_people" integer,
	"set_up_minutes" integer,
	"tear_down_minutes" integer,
	"equipment" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"skip_closed" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "speaker" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name_uk" text NOT NULL,
	"name_en" text,
	"bio_uk" text,
	"bio_en" text,
	"affiliation" text,
	"email" text,
	"phone" text,
	"consent_on" date,
	"search_text" text NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "speaker_name_given" CHECK ("speaker"."name_uk" <> '')
);
--> statement-breakpoint
CREATE TABLE "event_template" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid,
	"name_uk" text NOT NULL,
	"name_en" text,
	"content" jsonb NOT NULL,
	"wall_minutes" integer,
	"layout_kind" text,
	"expected_people" integer,
	"equipment" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "event_template_minutes" CHECK ("event_template"."wall_minutes" > 0),
	CONSTRAINT "event_template_people" CHECK ("event_template"."expected_people" > 0)
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_duration";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_times";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_happening";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_cancel_reason";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_cancelled_at";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_editorial";--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_published_at";--> statement-breakpoint
DROP INDEX "event_start";--> statement-breakpoint
DROP INDEX "event_revised";--> statement-breakpoint
DROP INDEX "event_branch";--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "arrangement" text DEFAULT 'SINGLE' NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "registration_unit" text DEFAULT 'SESSION' NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "language" text DEFAULT 'uk' NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "sign_language" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "step_free" boolean;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "age_from" integer;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "age_to" integer;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "grade_from" integer;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "grade_to" integer;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "attendance_mode" text DEFAULT 'OFFLINE' NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "join_url" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "contact_name" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "contact_phone" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "contact_email" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "cover_url" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "cover_alt_uk" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "cover_alt_en" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "price_uk" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "price_en" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "staff_notes" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "details" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "registration" jsonb DEFAULT '{"mode":"NONE"}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "attendance_threshold" integer;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "minimum_attendance" integer;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "decide_days_before" integer;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "clone_of_id" uuid;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "author_id" uuid;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "search_text" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "first_starts_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "last_ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "branch_editing" ADD CONSTRAINT "branch_editing_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_review" ADD CONSTRAINT "event_review_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_review" ADD CONSTRAINT "event_review_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_proposal" ADD CONSTRAINT "event_proposal_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_proposal" ADD CONSTRAINT "event_proposal_measure_id_measure_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measure"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_proposal" ADD CONSTRAINT "event_proposal_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_proposal" ADD CONSTRAINT "event_proposal_decided_by_id_person_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_body" ADD CONSTRAINT "event_body_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_body" ADD CONSTRAINT "event_body_body_id_body_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."body"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_material" ADD CONSTRAINT "event_material_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_speaker" ADD CONSTRAINT "event_speaker_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_speaker" ADD CONSTRAINT "event_speaker_speaker_id_speaker_id_fk" FOREIGN KEY ("speaker_id") REFERENCES "public"."speaker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exhibition_day" ADD CONSTRAINT "exhibition_day_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exhibition_day" ADD CONSTRAINT "exhibition_day_counted_by_id_person_id_fk" FOREIGN KEY ("counted_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_booking_id_booking_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."booking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_profile_id_listing_profile_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."listing_profile"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_series" ADD CONSTRAINT "event_series_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_series" ADD CONSTRAINT "event_series_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_template" ADD CONSTRAINT "event_template_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_review_event" ON "event_review" USING btree ("event_id","at");--> statement-breakpoint
CREATE INDEX "event_proposal_state" ON "event_proposal" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "event_proposal_branch" ON "event_proposal" USING btree ("branch_id");--> statement-breakpoint
CREATE INDEX "event_body_body" ON "event_body" USING btree ("body_id");--> statement-breakpoint
CREATE INDEX "event_material_event" ON "event_material" USING btree ("event_id","position");--> statement-breakpoint
CREATE INDEX "event_speaker_speaker" ON "event_speaker" USING btree ("speaker_id");--> statement-breakpoint
CREATE INDEX "listing_profile_branch" ON "listing_profile" USING btree ("branch_id");--> statement-breakpoint
CREATE UNIQUE INDEX "event_session_booking" ON "event_session" USING btree ("booking_id");--> statement-breakpoint
CREATE INDEX "event_session_event" ON "event_session" USING btree ("event_id","starts_at");--> statement-breakpoint
CREATE INDEX "event_session_listed" ON "event_session" USING btree ("starts_at","id") WHERE "event_session"."is_listed";--> statement-breakpoint
CREATE INDEX "event_session_profile" ON "event_session" USING btree ("profile_id","starts_at","id") WHERE "event_session"."is_listed";--> statement-breakpoint
CREATE INDEX "event_session_revised" ON "event_session" USING btree ("revised_at");--> statement-breakpoint
CREATE INDEX "speaker_name" ON "speaker" USING btree ("name_uk","id");--> statement-breakpoint
CREATE INDEX "speaker_search" ON "speaker" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "event_template_branch" ON "event_template" USING btree ("branch_id","name_uk");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_first_start" ON "event" USING btree (coalesce("first_starts_at", 'infinity'),"id");--> statement-breakpoint
CREATE INDEX "event_search" ON "event" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "event_branch" ON "event" USING btree ("branch_id","editorial_status");--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_arrangement" CHECK ("event"."arrangement" in ('SINGLE', 'SERIES', 'COURSE'));--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_registration_unit" CHECK ("event"."registration_unit" in ('SESSION', 'WHOLE'));--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_course_is_whole" CHECK ("event"."arrangement" <> 'COURSE' or "event"."registration_unit" = 'WHOLE');--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_mode" CHECK ("event"."attendance_mode" in ('OFFLINE', 'ONLINE', 'MIXED'));--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_language" CHECK ("event"."language" ~ '^[a-z]{2}$');--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_ages" CHECK ("event"."age_from" >= 0 and "event"."age_to" >= "event"."age_from" is not false);--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_grades" CHECK (("event"."grade_from" between 1 and 12) is not false and ("event"."grade_to" between 1 and 12) is not false and ("event"."grade_to" >= "event"."grade_from") is not false);--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_threshold" CHECK ("event"."attendance_threshold" between 1 and 100);--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_minimum" CHECK (("event"."minimum_attendance" is null) = ("event"."decide_days_before" is null) and ("event"."minimum_attendance" > 0) is not false and ("event"."decide_days_before" >= 0) is not false);--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_editorial" CHECK ("event"."editorial_status" in ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'PUBLISHED', 'ARCHIVED'));--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_published_at" CHECK ("event"."editorial_status" not in ('PUBLISHED', 'ARCHIVED') or "event"."published_at" is not null);