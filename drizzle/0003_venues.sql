CREATE TABLE "booking_series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"layout_kind" text NOT NULL,
	"purpose" text NOT NULL,
	"contact" text,
	"expected_people" integer NOT NULL,
	"start_local" timestamp (0) NOT NULL,
	"zone" text NOT NULL,
	"wall_minutes" integer NOT NULL,
	"set_up_minutes" integer,
	"tear_down_minutes" integer,
	"equipment" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"asked_by_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "booking" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"layout_kind" text NOT NULL,
	"status" text NOT NULL,
	"purpose" text NOT NULL,
	"contact" text,
	"expected_people" integer NOT NULL,
	"start_local" timestamp (0) NOT NULL,
	"zone" text NOT NULL,
	"wall_minutes" integer NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"set_up_minutes" integer NOT NULL,
	"tear_down_minutes" integer NOT NULL,
	"hold_until" timestamp (3) with time zone,
	"queued_at" timestamp (3) with time zone,
	"approved_from" timestamp (3) with time zone,
	"approved_to" timestamp (3) with time zone,
	"asked_by_id" uuid,
	"decided_by_id" uuid,
	"reason" text,
	"overrides" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"series_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "booking_status" CHECK ("booking"."status" in ('HOLD', 'REQUESTED', 'CONFIRMED', 'REJECTED', 'CANCELLED', 'EXPIRED')),
	CONSTRAINT "booking_times" CHECK ("booking"."starts_at" < "booking"."ends_at"),
	CONSTRAINT "booking_buffers" CHECK ("booking"."set_up_minutes" >= 0 and "booking"."tear_down_minutes" >= 0),
	CONSTRAINT "booking_people" CHECK ("booking"."expected_people" > 0),
	CONSTRAINT "booking_hold" CHECK ("booking"."status" <> 'HOLD' or "booking"."hold_until" is not null),
	CONSTRAINT "booking_queued" CHECK ("booking"."queued_at" is null or "booking"."status" = 'REQUESTED')
);
--> statement-breakpoint
CREATE TABLE "equipment_use" (
	"booking_id" uuid NOT NULL,
	"equipment_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"occupied" "tstzrange" NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"live" boolean NOT NULL,
	CONSTRAINT "equipment_use_booking_id_equipment_id_pk" PRIMARY KEY("booking_id","equipment_id"),
	CONSTRAINT "equipment_use_quantity" CHECK ("equipment_use"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "occupancy" (
	"unit_id" uuid NOT NULL,
	"booking_id" uuid,
	"blocking_id" uuid,
	"occupied" "tstzrange" NOT NULL,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "occupancy_of_one" CHECK (("occupancy"."booking_id" is null) <> ("occupancy"."blocking_id" is null)),
	CONSTRAINT "occupancy_not_empty" CHECK (not isempty("occupancy"."occupied"))
);
--> statement-breakpoint
CREATE TABLE "series_date" (
	"series_id" uuid NOT NULL,
	"start_local" timestamp (0) NOT NULL,
	"state" text NOT NULL,
	"booking_id" uuid,
	"broken_kinds" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "series_date_series_id_start_local_pk" PRIMARY KEY("series_id","start_local"),
	CONSTRAINT "series_date_state" CHECK ("series_date"."state" in ('PLACED', 'TO_PLACE', 'SKIPPED', 'DROPPED')),
	CONSTRAINT "series_date_placed" CHECK (("series_date"."state" = 'PLACED') = ("series_date"."booking_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "blocking" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"start_local" timestamp (0) NOT NULL,
	"zone" text NOT NULL,
	"wall_minutes" integer NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"lifted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "blocking_times" CHECK ("blocking"."starts_at" < "blocking"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "closure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid NOT NULL,
	"room_id" uuid,
	"kind" text NOT NULL,
	"reason_uk" text NOT NULL,
	"reason_en" text,
	"start_local" timestamp (0) NOT NULL,
	"zone" text NOT NULL,
	"wall_minutes" integer NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"lifted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "closure_kind" CHECK ("closure"."kind" in ('HOLIDAY', 'REPAIR', 'EMERGENCY')),
	CONSTRAINT "closure_times" CHECK ("closure"."starts_at" < "closure"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "holiday" (
	"date" date PRIMARY KEY NOT NULL,
	"name_uk" text NOT NULL,
	"name_en" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "opening_hours" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid NOT NULL,
	"room_id" uuid,
	"weekday" smallint NOT NULL,
	"opens" smallint NOT NULL,
	"closes" smallint NOT NULL,
	CONSTRAINT "opening_hours_weekday" CHECK ("opening_hours"."weekday" between 1 and 7),
	CONSTRAINT "opening_hours_stretch" CHECK (0 <= "opening_hours"."opens" and "opening_hours"."opens" < "opening_hours"."closes" and "opening_hours"."closes" <= 1440)
);
--> statement-breakpoint
CREATE TABLE "special_hours" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid NOT NULL,
	"room_id" uuid,
	"date" date NOT NULL,
	"opens" smallint,
	"closes" smallint,
	"note_uk" text,
	"note_en" text,
	CONSTRAINT "special_hours_both" CHECK (("special_hours"."opens" is null) = ("special_hours"."closes" is null)),
	CONSTRAINT "special_hours_stretch" CHECK (0 <= "special_hours"."opens" and "special_hours"."opens" < "special_hours"."closes" and "special_hours"."closes" <= 1440 or "special_hours"."opens" is null)
);
--> statement-breakpoint
CREATE TABLE "equipment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name_uk" text NOT NULL,
	"name_en" text NOT NULL,
	"quantity" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "equipment_quantity" CHECK ("equipment"."quantity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "layout" (
	"room_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"capacity" integer NOT NULL,
	"set_up_minutes" integer NOT NULL,
	"tear_down_minutes" integer NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "layout_room_id_kind_pk" PRIMARY KEY("room_id","kind"),
	CONSTRAINT "layout_capacity" CHECK ("layout"."capacity" > 0),
	CONSTRAINT "layout_buffers" CHECK ("layout"."set_up_minutes" >= 0 and "layout"."tear_down_minutes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "room_unit" (
	"room_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	CONSTRAINT "room_unit_room_id_unit_id_pk" PRIMARY KEY("room_id","unit_id")
);
--> statement-breakpoint
CREATE TABLE "room" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid NOT NULL,
	"space_id" uuid NOT NULL,
	"name_uk" text NOT NULL,
	"name_en" text NOT NULL,
	"category" text NOT NULL,
	"floor" integer,
	"step_free" boolean,
	"features" text[] DEFAULT '{}' NOT NULL,
	"key_notes" text,
	"needs_approval" boolean DEFAULT false NOT NULL,
	"window_days" integer,
	"lead_minutes" integer DEFAULT 0 NOT NULL,
	"shortest_minutes" integer DEFAULT 15 NOT NULL,
	"longest_minutes" integer DEFAULT 1440 NOT NULL,
	"limit_count" integer,
	"limit_term" text,
	"retired_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "room_window" CHECK ("room"."window_days" > 0),
	CONSTRAINT "room_lead" CHECK ("room"."lead_minutes" >= 0),
	CONSTRAINT "room_durations" CHECK (0 < "room"."shortest_minutes" and "room"."shortest_minutes" <= "room"."longest_minutes"),
	CONSTRAINT "room_limit" CHECK (("room"."limit_count" is null) = ("room"."limit_term" is null) and "room"."limit_count" > 0 is not false)
);
--> statement-breakpoint
CREATE TABLE "space" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"space_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "kind" text DEFAULT 'LIBRARY' NOT NULL;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "school_id" uuid;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "latitude" double precision;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "longitude" double precision;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "step_free" boolean;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "shelter_capacity" integer;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "photo_url" text;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "closes_on_holidays" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "branch" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "booking_series" ADD CONSTRAINT "booking_series_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_series" ADD CONSTRAINT "booking_series_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_series" ADD CONSTRAINT "booking_series_asked_by_id_person_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_asked_by_id_person_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_decided_by_id_person_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking" ADD CONSTRAINT "booking_series_id_booking_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."booking_series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_use" ADD CONSTRAINT "equipment_use_booking_id_booking_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."booking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment_use" ADD CONSTRAINT "equipment_use_equipment_id_equipment_id_fk" FOREIGN KEY ("equipment_id") REFERENCES "public"."equipment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_booking_id_booking_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."booking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_blocking_id_blocking_id_fk" FOREIGN KEY ("blocking_id") REFERENCES "public"."blocking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_date" ADD CONSTRAINT "series_date_series_id_booking_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."booking_series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_date" ADD CONSTRAINT "series_date_booking_id_booking_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."booking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocking" ADD CONSTRAINT "blocking_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocking" ADD CONSTRAINT "blocking_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closure" ADD CONSTRAINT "closure_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closure" ADD CONSTRAINT "closure_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_hours" ADD CONSTRAINT "opening_hours_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "special_hours" ADD CONSTRAINT "special_hours_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "special_hours" ADD CONSTRAINT "special_hours_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "equipment" ADD CONSTRAINT "equipment_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layout" ADD CONSTRAINT "layout_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_unit" ADD CONSTRAINT "room_unit_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_unit" ADD CONSTRAINT "room_unit_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room" ADD CONSTRAINT "room_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room" ADD CONSTRAINT "room_space_id_space_id_fk" FOREIGN KEY ("space_id") REFERENCES "public"."space"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "space" ADD CONSTRAINT "space_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_space_id_space_id_fk" FOREIGN KEY ("space_id") REFERENCES "public"."space"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "booking_room" ON "booking" USING btree ("room_id","starts_at");--> statement-breakpoint
CREATE INDEX "booking_branch" ON "booking" USING btree ("branch_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "booking_asked_by" ON "booking" USING btree ("asked_by_id","starts_at");--> statement-breakpoint
CREATE INDEX "booking_series_id" ON "booking" USING btree ("series_id");--> statement-breakpoint
CREATE INDEX "booking_queue" ON "booking" USING btree ("room_id","queued_at") WHERE "booking"."queued_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "occupancy_booking" ON "occupancy" USING btree ("booking_id","unit_id");--> statement-breakpoint
CREATE INDEX "occupancy_blocking" ON "occupancy" USING btree ("blocking_id") WHERE "occupancy"."blocking_id" is not null;--> statement-breakpoint
CREATE INDEX "blocking_room" ON "blocking" USING btree ("room_id","starts_at");--> statement-breakpoint
CREATE INDEX "closure_branch" ON "closure" USING btree ("branch_id","ends_at");--> statement-breakpoint
CREATE INDEX "opening_hours_branch" ON "opening_hours" USING btree ("branch_id");--> statement-breakpoint
CREATE INDEX "special_hours_branch" ON "special_hours" USING btree ("branch_id","date");--> statement-breakpoint
CREATE INDEX "equipment_branch" ON "equipment" USING btree ("branch_id");--> statement-breakpoint
CREATE INDEX "room_unit_unit" ON "room_unit" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "room_branch" ON "room" USING btree ("branch_id");--> statement-breakpoint
CREATE INDEX "room_space" ON "room" USING btree ("space_id");--> statement-breakpoint
CREATE INDEX "unit_space" ON "unit" USING btree ("space_id");--> statement-breakpoint
ALTER TABLE "branch" ADD CONSTRAINT "branch_school_id_school_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."school"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "branch" ADD CONSTRAINT "branch_kind" CHECK ("branch"."kind" in ('LIBRARY', 'EXTERNAL'));--> statement-breakpoint
ALTER TABLE "branch" ADD CONSTRAINT "branch_point" CHECK (("branch"."latitude" is null) = ("branch"."longitude" is null));--> statement-breakpoint
ALTER TABLE "branch" ADD CONSTRAINT "branch_on_earth" CHECK ("branch"."latitude" between -90 and 90 and "branch"."longitude" between -180 and 180 or "branch"."latitude" is null);--> statement-breakpoint
ALTER TABLE "branch" ADD CONSTRAINT "branch_shelter" CHECK ("branch"."shelter_capacity" > 0);