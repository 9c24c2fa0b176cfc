CREATE TABLE "personal_feed" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"of" text NOT NULL,
	"school_id" uuid,
	"room_id" uuid,
	"branch_id" uuid,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"past_days" integer NOT NULL,
	"include_cancelled" boolean NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"secret_since" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"content_tag" text,
	"content_since" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "personal_feed_of" CHECK (case "personal_feed"."of" when 'PERSON' then num_nonnulls("personal_feed"."school_id", "personal_feed"."room_id", "personal_feed"."branch_id") = 0 when 'SCHOOL' then "personal_feed"."school_id" is not null and num_nonnulls("personal_feed"."room_id", "personal_feed"."branch_id") = 0 when 'ROOM' then "personal_feed"."room_id" is not null and num_nonnulls("personal_feed"."school_id", "personal_feed"."branch_id") = 0 when 'BRANCH' then "personal_feed"."branch_id" is not null and num_nonnulls("personal_feed"."school_id", "personal_feed"."room_id") = 0 else false end),
	CONSTRAINT "personal_feed_language" CHECK ("personal_feed"."language" in ('uk', 'en')),
	CONSTRAINT "personal_feed_past" CHECK ("personal_feed"."past_days" between 0 and 366),
	CONSTRAINT "personal_feed_name" CHECK (char_length("personal_feed"."name") between 1 and 80),
	CONSTRAINT "personal_feed_content" CHECK (("personal_feed"."content_tag" is null) = ("personal_feed"."content_since" is null))
);
--> statement-breakpoint
ALTER TABLE "personal_feed" ADD CONSTRAINT "personal_feed_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_feed" ADD CONSTRAINT "personal_feed_school_id_school_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."school"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_feed" ADD CONSTRAINT "personal_feed_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_feed" ADD CONSTRAINT "personal_feed_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "personal_feed_secret" ON "personal_feed" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "personal_feed_person" ON "personal_feed" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "personal_feed_school" ON "personal_feed" USING btree ("school_id");--> statement-breakpoint
CREATE INDEX "personal_feed_room" ON "personal_feed" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "personal_feed_branch" ON "personal_feed" USING btree ("branch_id");--> statement-breakpoint
CREATE INDEX "event_contact" ON "event" USING btree (lower("contact_email")) WHERE "event"."contact_email" is not null;