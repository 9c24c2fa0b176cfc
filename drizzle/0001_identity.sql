CREATE TABLE "outlet" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"slug" text NOT NULL,
	"name_uk" text NOT NULL,
	"name_en" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "outlet_code_unique" UNIQUE("code"),
	CONSTRAINT "outlet_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "school" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"slug" text NOT NULL,
	"name_uk" text NOT NULL,
	"name_en" text NOT NULL,
	"district_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "school_code_unique" UNIQUE("code"),
	CONSTRAINT "school_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "role_assignment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"scope_kind" text NOT NULL,
	"scope_id" uuid,
	"granted_by" uuid,
	"granted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "role_assignment_once" UNIQUE NULLS NOT DISTINCT("person_id","role","scope_id"),
	CONSTRAINT "role_assignment_scoped" CHECK (("role_assignment"."scope_kind" = 'CITY') = ("role_assignment"."scope_id" is null)),
	CONSTRAINT "role_assignment_role" CHECK (("role_assignment"."role", "role_assignment"."scope_kind") in (('ADMIN', 'CITY'), ('COORDINATOR', 'PLAN'), ('REPORTER', 'BODY'),
        ('LIBRARIAN', 'BRANCH'), ('APPROVER', 'BRANCH'), ('TRAINER', 'CITY'), ('DOOR', 'BRANCH'), ('DOOR', 'EVENT'),
        ('TEACHER', 'SCHOOL'), ('SCHOOL_HEAD', 'SCHOOL'), ('NOMINATOR', 'BODY'), ('NOMINATOR', 'OUTLET')))
);
--> statement-breakpoint
CREATE TABLE "attempt_limit" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"free_at" timestamp (3) with time zone NOT NULL,
	"forget_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "one_time_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid,
	"token_hash" "bytea",
	"browser_hash" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "one_time_link_kind" CHECK ("one_time_link"."kind" in ('SIGN_IN', 'WELCOME')),
	CONSTRAINT "one_time_link_browser" CHECK (("one_time_link"."kind" = 'SIGN_IN') = ("one_time_link"."browser_hash" is not null))
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"language" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"joined_at" timestamp (3) with time zone,
	"password_hash" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "person_email_unique" UNIQUE("email"),
	CONSTRAINT "person_language" CHECK ("person"."language" in ('uk', 'en')),
	CONSTRAINT "person_erased" CHECK (("person"."erased_at" is null) = ("person"."email" is not null)),
	CONSTRAINT "person_erased_whole" CHECK ("person"."erased_at" is null or ("person"."name" = '' and "person"."password_hash" is null and not "person"."active")),
	CONSTRAINT "person_email" CHECK ("person"."email" = lower("person"."email") and length("person"."email") <= 254)
);
--> statement-breakpoint
CREATE TABLE "provider_account" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"person_id" uuid NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_account_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "provider_attempt" (
	"state_hash" "bytea" PRIMARY KEY NOT NULL,
	"browser_hash" "bytea" NOT NULL,
	"nonce" text NOT NULL,
	"code_verifier" text NOT NULL,
	"return_to" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "school_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"state" text DEFAULT 'PENDING' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	CONSTRAINT "school_request_states" CHECK ("school_request"."state" in ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
	CONSTRAINT "school_request_decided" CHECK (("school_request"."state" = 'PENDING') = ("school_request"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "api_token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "known_browser" (
	"token_hash" "bytea" NOT NULL,
	"person_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "known_browser_token_hash_person_id_pk" PRIMARY KEY("token_hash","person_id")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"carrier" text NOT NULL,
	"previous_hash" "bytea",
	"previous_until" timestamp (3) with time zone,
	"renewal_due" boolean DEFAULT false NOT NULL,
	"method" text NOT NULL,
	"authenticated_at" timestamp (3) with time zone NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	"idle_until" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "session_previous_whole" CHECK (("session"."previous_hash" is null) = ("session"."previous_until" is null))
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"via" text NOT NULL,
	"action" text NOT NULL,
	"thing_kind" text NOT NULL,
	"thing_id" uuid NOT NULL,
	"changes" jsonb NOT NULL,
	"scope_ids" uuid[] NOT NULL,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "kept_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"raw" "bytea" NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outgoing_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"about_id" uuid NOT NULL,
	"state" text DEFAULT 'QUEUED' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "outgoing_mail_states" CHECK ("outgoing_mail"."state" in ('QUEUED', 'SENT', 'FAILED', 'DROPPED')),
	CONSTRAINT "outgoing_mail_ended" CHECK (("outgoing_mail"."state" = 'QUEUED') = ("outgoing_mail"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "directory_alias" DROP CONSTRAINT "directory_alias_list";--> statement-breakpoint
ALTER TABLE "school" ADD CONSTRAINT "school_district_id_district_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."district"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_account" ADD CONSTRAINT "provider_account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_request" ADD CONSTRAINT "school_request_school_id_school_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."school"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_request" ADD CONSTRAINT "school_request_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_browser" ADD CONSTRAINT "known_browser_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "school_district" ON "school" USING btree ("district_id");--> statement-breakpoint
CREATE INDEX "role_assignment_scope" ON "role_assignment" USING btree ("scope_id","role");--> statement-breakpoint
CREATE INDEX "attempt_limit_forget" ON "attempt_limit" USING btree ("forget_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_time_link_token" ON "one_time_link" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "one_time_link_person" ON "one_time_link" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "one_time_link_expiry" ON "one_time_link" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "provider_account_person" ON "provider_account" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "provider_attempt_expiry" ON "provider_attempt" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "school_request_pending" ON "school_request" USING btree ("school_id","person_id") WHERE "school_request"."state" = 'PENDING';--> statement-breakpoint
CREATE INDEX "school_request_school" ON "school_request" USING btree ("school_id","state","id");--> statement-breakpoint
CREATE INDEX "school_request_person" ON "school_request" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_token_token" ON "api_token" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "api_token_person" ON "api_token" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "known_browser_person" ON "known_browser" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "known_browser_expiry" ON "known_browser" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "session_token" ON "session" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "session_previous" ON "session" USING btree ("previous_hash");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "session_expiry" ON "session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "audit_entry_thing" ON "audit_entry" USING btree ("thing_id","id");--> statement-breakpoint
CREATE INDEX "audit_entry_actor" ON "audit_entry" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "audit_entry_scopes" ON "audit_entry" USING gin ("scope_ids");--> statement-breakpoint
CREATE INDEX "outgoing_mail_state" ON "outgoing_mail" USING btree ("state","id");--> statement-breakpoint
ALTER TABLE "directory_alias" ADD CONSTRAINT "directory_alias_list" CHECK ("directory_alias"."list" in ('audience', 'body', 'district', 'school', 'outlet'));