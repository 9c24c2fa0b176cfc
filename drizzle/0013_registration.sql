CREATE TABLE "question_set" (
	"kind" text PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"questions" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "question_set_id_unique" UNIQUE("id"),
	CONSTRAINT "question_set_list" CHECK (jsonb_typeof("question_set"."questions") = 'array')
);
--> statement-breakpoint
CREATE TABLE "answered_key" (
	"scope_id" uuid NOT NULL,
	"key" text NOT NULL,
	"input_hash" "bytea" NOT NULL,
	"answer" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "answered_key_scope_id_key_pk" PRIMARY KEY("scope_id","key")
);
--> statement-breakpoint
CREATE TABLE "date_wish" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"state" text NOT NULL,
	"draft" jsonb NOT NULL,
	"school_id" uuid NOT NULL,
	"person_id" uuid,
	"reason" text,
	"registration_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"purged_at" timestamp (3) with time zone,
	CONSTRAINT "date_wish_state" CHECK ("date_wish"."state" in ('NEW', 'PICKED', 'DECLINED', 'WITHDRAWN')),
	CONSTRAINT "date_wish_picked" CHECK (("date_wish"."state" = 'PICKED') = ("date_wish"."registration_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "registration_link" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"registration_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "registration_link_purpose" CHECK ("registration_link"."purpose" in ('CONFIRM', 'MANAGE', 'OFFER', 'NOMINEE', 'RECONFIRM'))
);
--> statement-breakpoint
CREATE TABLE "registration" (
	"id" uuid PRIMARY KEY NOT NULL,
	"roster_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"seats" integer NOT NULL,
	"held_seats" integer NOT NULL,
	"smallest" integer NOT NULL,
	"quota_id" uuid,
	"arrival" integer NOT NULL,
	"arrived_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"awaits" text,
	"asks_head" boolean DEFAULT false NOT NULL,
	"ended_by" text,
	"reason" text,
	"origin" text NOT NULL,
	"person_id" uuid,
	"name" text,
	"email" text,
	"email_confirmed_at" timestamp (3) with time zone,
	"phone" text,
	"language" text NOT NULL,
	"one_key" text,
	"needs" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"note" text,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"consent_version" text,
	"consented_at" timestamp (3) with time zone,
	"school_id" uuid,
	"grade" integer,
	"letter" text,
	"pupils" integer,
	"adults" integer,
	"body_id" uuid,
	"outlet_id" uuid,
	"job_title" text,
	"substitute_of_id" uuid,
	"reconfirm_by" timestamp (3) with time zone,
	"reconfirmed_at" timestamp (3) with time zone,
	"moved_from_id" uuid,
	"purged_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "registration_arrival" UNIQUE("roster_id","arrival"),
	CONSTRAINT "registration_kind" CHECK ("registration"."kind" in ('INDIVIDUAL', 'GROUP', 'NOMINEE')),
	CONSTRAINT "registration_status" CHECK ("registration"."status" in ('UNCONFIRMED', 'PENDING_APPROVAL', 'CONFIRMED', 'WAITLISTED', 'OFFERED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'ATTENDED', 'NO_SHOW')),
	CONSTRAINT "registration_seats" CHECK ("registration"."seats" > 0 and "registration"."smallest" between 1 and "registration"."seats"),
	CONSTRAINT "registration_held" CHECK (case "registration"."status" when 'OFFERED' then "registration"."held_seats" between 1 and "registration"."seats" when 'UNCONFIRMED' then "registration"."held_seats" = "registration"."seats" when 'PENDING_APPROVAL' then "registration"."held_seats" = "registration"."seats" when 'CONFIRMED' then "registration"."held_seats" = "registration"."seats" when 'ATTENDED' then "registration"."held_seats" = "registration"."seats" when 'NO_SHOW' then "registration"."held_seats" = "registration"."seats" else "registration"."held_seats" = 0 end),
	CONSTRAINT "registration_awaits" CHECK (("registration"."awaits" is not null) = ("registration"."status" = 'PENDING_APPROVAL') and ("registration"."awaits" in ('HEAD', 'STAFF', 'NOMINEE')) is not false),
	CONSTRAINT "registration_offer_ends" CHECK ("registration"."status" not in ('OFFERED', 'UNCONFIRMED') or "registration"."expires_at" is not null),
	CONSTRAINT "registration_class" CHECK (case when "registration"."kind" = 'GROUP' then "registration"."grade" between 1 and 12 and "registration"."pupils" > 0 and "registration"."adults" >= 0 and "registration"."school_id" is not null and "registration"."note" is null and char_length("registration"."letter") <= 2 else num_nonnulls("registration"."grade", "registration"."letter", "registration"."pupils", "registration"."adults", "registration"."school_id") = 0 end),
	CONSTRAINT "registration_nominee" CHECK (("registration"."kind" = 'NOMINEE') = (num_nonnulls("registration"."body_id", "registration"."outlet_id") = 1)),
	CONSTRAINT "registration_purged" CHECK ("registration"."purged_at" is null or num_nonnulls("registration"."name", "registration"."email", "registration"."phone", "registration"."one_key", "registration"."note") = 0)
);
--> statement-breakpoint
CREATE TABLE "school_turn" (
	"event_id" uuid NOT NULL,
	"school_id" uuid NOT NULL,
	"term" text NOT NULL,
	CONSTRAINT "school_turn_event_id_school_id_term_pk" PRIMARY KEY("event_id","school_id","term")
);
--> statement-breakpoint
CREATE TABLE "wished_date" (
	"wish_id" uuid NOT NULL,
	"roster_id" uuid NOT NULL,
	"rank" integer NOT NULL,
	CONSTRAINT "wished_date_wish_id_rank_pk" PRIMARY KEY("wish_id","rank"),
	CONSTRAINT "wished_date_rank" CHECK ("wished_date"."rank" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "quota" (
	"id" uuid PRIMARY KEY NOT NULL,
	"roster_id" uuid NOT NULL,
	"audience_id" uuid,
	"body_id" uuid,
	"outlet_id" uuid,
	"seats" integer NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"waiting" integer DEFAULT 0 NOT NULL,
	"release_days_before" integer,
	"released_at" timestamp (3) with time zone,
	"position" integer NOT NULL,
	CONSTRAINT "quota_of_one" CHECK (num_nonnulls("quota"."audience_id", "quota"."body_id", "quota"."outlet_id") = 1),
	CONSTRAINT "quota_counts" CHECK ("quota"."seats" >= 0 and "quota"."held" >= 0 and "quota"."waiting" >= 0),
	CONSTRAINT "quota_of_body" CHECK ("quota"."audience_id" is not null or "quota"."held" <= "quota"."seats"),
	CONSTRAINT "quota_release" CHECK (("quota"."release_days_before" >= 0) is not false)
);
--> statement-breakpoint
CREATE TABLE "roster" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"session_id" uuid,
	"mode" text NOT NULL,
	"capacity" integer NOT NULL,
	"capacity_reason" text,
	"held" integer DEFAULT 0 NOT NULL,
	"reserved" integer DEFAULT 0 NOT NULL,
	"waiting" integer DEFAULT 0 NOT NULL,
	"next_arrival" integer DEFAULT 1 NOT NULL,
	"largest_group" integer,
	"largest_party" integer DEFAULT 4 NOT NULL,
	"adults_count" boolean DEFAULT true NOT NULL,
	"pupils_per_adult" integer,
	"classes_per_school" integer,
	"window" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"policy" text DEFAULT 'STRICT' NOT NULL,
	"has_waitlist" boolean DEFAULT true NOT NULL,
	"offer_minutes" integer DEFAULT 1440 NOT NULL,
	"confirms_email" boolean DEFAULT true NOT NULL,
	"confirm_minutes" integer DEFAULT 1440 NOT NULL,
	"reconfirm_days_before" integer,
	"reconfirm_hours" integer DEFAULT 48 NOT NULL,
	"questions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "roster_of" UNIQUE NULLS NOT DISTINCT("event_id","session_id"),
	CONSTRAINT "roster_mode" CHECK ("roster"."mode" in ('NONE', 'OPEN', 'APPROVAL', 'INVITED')),
	CONSTRAINT "roster_policy" CHECK ("roster"."policy" in ('STRICT', 'FIT_FIRST', 'OFFER_SMALLER')),
	CONSTRAINT "roster_counts" CHECK ("roster"."held" >= 0 and "roster"."reserved" >= 0 and "roster"."waiting" >= 0),
	CONSTRAINT "roster_not_oversold" CHECK ("roster"."held" + "roster"."reserved" <= "roster"."capacity"),
	CONSTRAINT "roster_largest" CHECK (("roster"."largest_group" > 0) is not false and "roster"."largest_party" > 0),
	CONSTRAINT "roster_adults" CHECK (("roster"."pupils_per_adult" > 0) is not false and ("roster"."classes_per_school" > 0) is not false),
	CONSTRAINT "roster_lengths" CHECK ("roster"."offer_minutes" > 0 and "roster"."confirm_minutes" > 0 and "roster"."reconfirm_hours" > 0)
);
--> statement-breakpoint
ALTER TABLE "date_wish" ADD CONSTRAINT "date_wish_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "date_wish" ADD CONSTRAINT "date_wish_school_id_school_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."school"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "date_wish" ADD CONSTRAINT "date_wish_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "date_wish" ADD CONSTRAINT "date_wish_registration_id_registration_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registration"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_link" ADD CONSTRAINT "registration_link_registration_id_registration_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registration"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_roster_id_roster_id_fk" FOREIGN KEY ("roster_id") REFERENCES "public"."roster"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_quota_id_quota_id_fk" FOREIGN KEY ("quota_id") REFERENCES "public"."quota"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_school_id_school_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."school"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_body_id_body_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."body"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_outlet_id_outlet_id_fk" FOREIGN KEY ("outlet_id") REFERENCES "public"."outlet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_turn" ADD CONSTRAINT "school_turn_school_id_school_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."school"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wished_date" ADD CONSTRAINT "wished_date_wish_id_date_wish_id_fk" FOREIGN KEY ("wish_id") REFERENCES "public"."date_wish"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wished_date" ADD CONSTRAINT "wished_date_roster_id_roster_id_fk" FOREIGN KEY ("roster_id") REFERENCES "public"."roster"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_roster_id_roster_id_fk" FOREIGN KEY ("roster_id") REFERENCES "public"."roster"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_audience_id_audience_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audience"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_body_id_body_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."body"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_outlet_id_outlet_id_fk" FOREIGN KEY ("outlet_id") REFERENCES "public"."outlet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster" ADD CONSTRAINT "roster_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster" ADD CONSTRAINT "roster_session_id_event_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."event_session"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answered_key_at" ON "answered_key" USING btree ("at");--> statement-breakpoint
CREATE INDEX "date_wish_event" ON "date_wish" USING btree ("event_id","state");--> statement-breakpoint
CREATE INDEX "date_wish_school" ON "date_wish" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "registration_link_of" ON "registration_link" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "registration_link_expires" ON "registration_link" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "registration_one_live" ON "registration" USING btree ("roster_id","one_key") WHERE "registration"."status" in ('UNCONFIRMED', 'PENDING_APPROVAL', 'CONFIRMED', 'WAITLISTED', 'OFFERED', 'ATTENDED', 'NO_SHOW');--> statement-breakpoint
CREATE INDEX "registration_line" ON "registration" USING btree ("roster_id","status","arrival");--> statement-breakpoint
CREATE INDEX "registration_expiring" ON "registration" USING btree ("expires_at","roster_id") WHERE "registration"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "registration_reconfirming" ON "registration" USING btree ("reconfirm_by") WHERE "registration"."reconfirm_by" is not null and "registration"."reconfirmed_at" is null;--> statement-breakpoint
CREATE INDEX "registration_email" ON "registration" USING btree ("email");--> statement-breakpoint
CREATE INDEX "registration_person" ON "registration" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "registration_school" ON "registration" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "registration_quota" ON "registration" USING btree ("quota_id");--> statement-breakpoint
CREATE UNIQUE INDEX "wished_date_once" ON "wished_date" USING btree ("wish_id","roster_id");--> statement-breakpoint
CREATE INDEX "quota_roster" ON "quota" USING btree ("roster_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "quota_audience" ON "quota" USING btree ("roster_id","audience_id");--> statement-breakpoint
CREATE UNIQUE INDEX "quota_body" ON "quota" USING btree ("roster_id","body_id");--> statement-breakpoint
CREATE UNIQUE INDEX "quota_outlet" ON "quota" USING btree ("roster_id","outlet_id");--> statement-breakpoint
CREATE INDEX "roster_session" ON "roster" USING btree ("session_id");