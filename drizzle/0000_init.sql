CREATE TABLE "directory_alias" (
	"list" text NOT NULL,
	"key" text NOT NULL,
	"text" text NOT NULL,
	"entry_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "directory_alias_list_key_pk" PRIMARY KEY("list","key"),
	CONSTRAINT "directory_alias_list" CHECK ("directory_alias"."list" in ('audience', 'body', 'district'))
);
--> statement-breakpoint
CREATE TABLE "audience" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"slug" text NOT NULL,
	"name_uk" text NOT NULL,
	"name_en" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audience_code_unique" UNIQUE("code"),
	CONSTRAINT "audience_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "body" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"slug" text NOT NULL,
	"name_uk" text NOT NULL,
	"name_en" text NOT NULL,
	"short_name" text NOT NULL,
	"is_group" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "body_code_unique" UNIQUE("code"),
	CONSTRAINT "body_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "body_member" (
	"group_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "body_member_group_id_member_id_pk" PRIMARY KEY("group_id","member_id"),
	CONSTRAINT "body_member_not_itself" CHECK ("body_member"."group_id" <> "body_member"."member_id")
);
--> statement-breakpoint
CREATE TABLE "district" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"slug" text NOT NULL,
	"name_uk" text NOT NULL,
	"name_en" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "district_code_unique" UNIQUE("code"),
	CONSTRAINT "district_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "event_audience" (
	"event_id" uuid NOT NULL,
	"audience_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "event_audience_event_id_audience_id_pk" PRIMARY KEY("event_id","audience_id")
);
--> statement-breakpoint
CREATE TABLE "event_measure" (
	"event_id" uuid NOT NULL,
	"measure_id" uuid NOT NULL,
	"is_primary" boolean NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "event_measure_event_id_measure_id_pk" PRIMARY KEY("event_id","measure_id")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title_uk" text NOT NULL,
	"title_en" text,
	"description_uk" text,
	"description_en" text,
	"branch_id" uuid NOT NULL,
	"start_local" timestamp (0) NOT NULL,
	"zone" text NOT NULL,
	"wall_minutes" integer NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"editorial_status" text DEFAULT 'DRAFT' NOT NULL,
	"happening_status" text DEFAULT 'CONFIRMED' NOT NULL,
	"cancel_reason" text,
	"cancelled_at" timestamp (3) with time zone,
	"sequence" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"search_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	"revised_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "event_duration" CHECK ("event"."wall_minutes" > 0),
	CONSTRAINT "event_times" CHECK ("event"."starts_at" < "event"."ends_at"),
	CONSTRAINT "event_editorial" CHECK ("event"."editorial_status" in ('DRAFT', 'PUBLISHED')),
	CONSTRAINT "event_happening" CHECK ("event"."happening_status" in ('CONFIRMED', 'CANCELLED')),
	CONSTRAINT "event_cancel_reason" CHECK (("event"."happening_status" = 'CANCELLED') = ("event"."cancel_reason" is not null)),
	CONSTRAINT "event_cancelled_at" CHECK (("event"."happening_status" = 'CANCELLED') = ("event"."cancelled_at" is not null)),
	CONSTRAINT "event_published_at" CHECK (("event"."editorial_status" = 'DRAFT') = ("event"."published_at" is null))
);
--> statement-breakpoint
CREATE TABLE "measure_audience" (
	"measure_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"audience_id" uuid,
	"text" text NOT NULL,
	"qualifier" text,
	CONSTRAINT "measure_audience_measure_id_position_pk" PRIMARY KEY("measure_id","position")
);
--> statement-breakpoint
CREATE TABLE "measure_body" (
	"measure_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"body_id" uuid,
	"role" text NOT NULL,
	"text" text NOT NULL,
	"qualifier" text,
	CONSTRAINT "measure_body_measure_id_position_pk" PRIMARY KEY("measure_id","position"),
	CONSTRAINT "measure_body_role" CHECK ("measure_body"."role" in ('LEAD', 'CO'))
);
--> statement-breakpoint
CREATE TABLE "measure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"number" text NOT NULL,
	"ordinal" integer DEFAULT 1 NOT NULL,
	"goal_id" uuid,
	"section" text,
	"title" text NOT NULL,
	"goal_verbatim" text NOT NULL,
	"title_verbatim" text NOT NULL,
	"audience_verbatim" text NOT NULL,
	"funding_verbatim" text NOT NULL,
	"bodies_verbatim" text NOT NULL,
	"term_verbatim" text NOT NULL,
	"funding_kind" text NOT NULL,
	"term_kind" text NOT NULL,
	"term_start" date,
	"term_end" date,
	"deliverable" text,
	"event_kinds" text[] NOT NULL,
	"source_lines" integer[] NOT NULL,
	"extras" jsonb NOT NULL,
	"imported" jsonb,
	"in_document" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "measure_plan_number" UNIQUE("plan_id","number","ordinal"),
	CONSTRAINT "measure_term" CHECK ("measure"."term_end" is null or "measure"."term_start" is null or "measure"."term_start" <= "measure"."term_end")
);
--> statement-breakpoint
CREATE TABLE "goal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"slug" text NOT NULL,
	"text" text NOT NULL,
	"text_key" text NOT NULL,
	CONSTRAINT "goal_plan_text" UNIQUE("plan_id","text_key"),
	CONSTRAINT "goal_plan_slug" UNIQUE("plan_id","slug")
);
--> statement-breakpoint
CREATE TABLE "plan" (
	"id" uuid PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"last_year" integer NOT NULL,
	"title" text NOT NULL,
	"title_key" text NOT NULL,
	"approver" text,
	"approval_date" date,
	"imported" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "plan_year_title" UNIQUE("year","title_key")
);
--> statement-breakpoint
CREATE TABLE "upload" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"size" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "branch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name_uk" text NOT NULL,
	"name_en" text NOT NULL,
	"address" text NOT NULL,
	"district_id" uuid,
	"zone" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "branch_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "body_member" ADD CONSTRAINT "body_member_group_id_body_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."body"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "body_member" ADD CONSTRAINT "body_member_member_id_body_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."body"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_audience" ADD CONSTRAINT "event_audience_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_audience" ADD CONSTRAINT "event_audience_audience_id_audience_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audience"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_measure" ADD CONSTRAINT "event_measure_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_measure" ADD CONSTRAINT "event_measure_measure_id_measure_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measure"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_audience" ADD CONSTRAINT "measure_audience_measure_id_measure_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measure"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_audience" ADD CONSTRAINT "measure_audience_audience_id_audience_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audience"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_body" ADD CONSTRAINT "measure_body_measure_id_measure_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measure"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure_body" ADD CONSTRAINT "measure_body_body_id_body_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."body"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure" ADD CONSTRAINT "measure_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measure" ADD CONSTRAINT "measure_goal_id_goal_id_fk" FOREIGN KEY ("goal_id") REFERENCES "public"."goal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal" ADD CONSTRAINT "goal_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "branch" ADD CONSTRAINT "branch_district_id_district_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."district"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "directory_alias_entry" ON "directory_alias" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "event_audience_audience" ON "event_audience" USING btree ("audience_id");--> statement-breakpoint
CREATE UNIQUE INDEX "event_measure_primary" ON "event_measure" USING btree ("event_id") WHERE "event_measure"."is_primary";--> statement-breakpoint
CREATE INDEX "event_measure_measure" ON "event_measure" USING btree ("measure_id");--> statement-breakpoint
CREATE INDEX "event_start" ON "event" USING btree ("starts_at","id");--> statement-breakpoint
CREATE INDEX "event_branch" ON "event" USING btree ("branch_id","starts_at");--> statement-breakpoint
CREATE INDEX "event_revised" ON "event" USING btree ("revised_at");--> statement-breakpoint
CREATE INDEX "measure_audience_audience" ON "measure_audience" USING btree ("audience_id");--> statement-breakpoint
CREATE INDEX "measure_body_body" ON "measure_body" USING btree ("body_id");--> statement-breakpoint
CREATE INDEX "measure_goal" ON "measure" USING btree ("goal_id");--> statement-breakpoint
CREATE INDEX "upload_owner" ON "upload" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "upload_expiry" ON "upload" USING btree ("expires_at");