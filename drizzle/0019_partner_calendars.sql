CREATE TABLE "partner_audience" (
	"calendar_id" uuid NOT NULL,
	"audience_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "partner_audience_calendar_id_audience_id_pk" PRIMARY KEY("calendar_id","audience_id")
);
--> statement-breakpoint
CREATE TABLE "partner_blocking" (
	"blocking_id" uuid PRIMARY KEY NOT NULL,
	"calendar_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner_calendar" (
	"id" uuid PRIMARY KEY NOT NULL,
	"branch_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"purpose" text NOT NULL,
	"room_id" uuid,
	"address" text,
	"active" boolean NOT NULL,
	"etag" text,
	"last_modified" text,
	"read_at" timestamp (3) with time zone,
	"known_at" timestamp (3) with time zone,
	"fault" jsonb,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"problem_count" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone,
	"lease_id" uuid,
	"lease_until" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "partner_calendar_slug_unique" UNIQUE("slug"),
	CONSTRAINT "partner_calendar_purpose" CHECK ("partner_calendar"."purpose" in ('BUSY', 'PROMOTED')),
	CONSTRAINT "partner_calendar_room" CHECK (("partner_calendar"."purpose" = 'BUSY') = ("partner_calendar"."room_id" is not null)),
	CONSTRAINT "partner_calendar_lease" CHECK (("partner_calendar"."lease_id" is null) = ("partner_calendar"."lease_until" is null))
);
--> statement-breakpoint
CREATE TABLE "partner_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"calendar_id" uuid NOT NULL,
	"uid" text NOT NULL,
	"recurrence" text NOT NULL,
	"start_local" timestamp (0) NOT NULL,
	"zone" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"is_all_day" boolean NOT NULL,
	"title" text,
	"location" text,
	"url" text,
	"status" text NOT NULL,
	"hash" text NOT NULL,
	"sequence" integer DEFAULT 0 NOT NULL,
	"state" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "partner_item_times" CHECK ("partner_item"."starts_at" <= "partner_item"."ends_at"),
	CONSTRAINT "partner_item_status" CHECK ("partner_item"."status" in ('CONFIRMED', 'TENTATIVE', 'CANCELLED')),
	CONSTRAINT "partner_item_state" CHECK ("partner_item"."state" in ('BLOCKED', 'CONFLICT', 'RELEASED', 'PAUSED'))
);
--> statement-breakpoint
ALTER TABLE "partner_audience" ADD CONSTRAINT "partner_audience_calendar_id_partner_calendar_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."partner_calendar"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_audience" ADD CONSTRAINT "partner_audience_audience_id_audience_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audience"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_blocking" ADD CONSTRAINT "partner_blocking_blocking_id_blocking_id_fk" FOREIGN KEY ("blocking_id") REFERENCES "public"."blocking"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_blocking" ADD CONSTRAINT "partner_blocking_calendar_id_partner_calendar_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."partner_calendar"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_calendar" ADD CONSTRAINT "partner_calendar_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_calendar" ADD CONSTRAINT "partner_calendar_room_id_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_item" ADD CONSTRAINT "partner_item_calendar_id_partner_calendar_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."partner_calendar"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "partner_audience_of" ON "partner_audience" USING btree ("audience_id","calendar_id");--> statement-breakpoint
CREATE INDEX "partner_blocking_calendar" ON "partner_blocking" USING btree ("calendar_id");--> statement-breakpoint
CREATE INDEX "partner_calendar_branch" ON "partner_calendar" USING btree ("branch_id","created_at","id");--> statement-breakpoint
CREATE INDEX "partner_calendar_due" ON "partner_calendar" USING btree ("due_at") WHERE "partner_calendar"."due_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "partner_item_once" ON "partner_item" USING btree ("calendar_id","uid","recurrence");--> statement-breakpoint
CREATE INDEX "partner_item_start" ON "partner_item" USING btree ("calendar_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "partner_item_ahead" ON "partner_item" USING btree ("starts_at","id");