CREATE TABLE "webhook_delivery" (
	"id" uuid PRIMARY KEY NOT NULL,
	"webhook_id" uuid NOT NULL,
	"act_key" text NOT NULL,
	"type" text NOT NULL,
	"sessions" jsonb NOT NULL,
	"complete" boolean NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'QUEUED' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_status" integer,
	"last_error" text,
	"next_try_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_delivery_once" UNIQUE("webhook_id","act_key"),
	CONSTRAINT "webhook_delivery_types" CHECK ("webhook_delivery"."type" in ('session.changed', 'webhook.test')),
	CONSTRAINT "webhook_delivery_states" CHECK ("webhook_delivery"."state" in ('QUEUED', 'DELIVERED', 'FAILED', 'DROPPED')),
	CONSTRAINT "webhook_delivery_ended" CHECK (("webhook_delivery"."state" = 'QUEUED') = ("webhook_delivery"."ended_at" is null)),
	CONSTRAINT "webhook_delivery_next" CHECK ("webhook_delivery"."next_try_at" is null or "webhook_delivery"."state" = 'QUEUED')
);
--> statement-breakpoint
CREATE TABLE "webhook_session" (
	"webhook_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "webhook_session_webhook_id_session_id_pk" PRIMARY KEY("webhook_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"filter" text NOT NULL,
	"state" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"rotated_at" timestamp (3) with time zone,
	"compared_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_states" CHECK ("webhook"."state" in ('ACTIVE', 'PAUSED', 'GONE', 'FAILING')),
	CONSTRAINT "webhook_generation" CHECK ("webhook"."generation" > 0)
);
--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhook"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_session" ADD CONSTRAINT "webhook_session_webhook_id_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhook"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_delivery_list" ON "webhook_delivery" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_created" ON "webhook_delivery" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_session_event" ON "webhook_session" USING btree ("webhook_id","event_id");--> statement-breakpoint
CREATE INDEX "webhook_compared" ON "webhook" USING btree ("compared_at");