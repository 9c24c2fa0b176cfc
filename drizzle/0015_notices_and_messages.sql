CREATE TABLE "follow" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"language" text NOT NULL,
	"audience_id" uuid,
	"branch_id" uuid,
	"confirmed_at" timestamp (3) with time zone,
	"told_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "follow_once" UNIQUE NULLS NOT DISTINCT("email","audience_id","branch_id"),
	CONSTRAINT "follow_of_one" CHECK (num_nonnulls("follow"."audience_id", "follow"."branch_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "message_words" (
	"branch_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"language" text NOT NULL,
	"intro" text,
	"closing" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_words_branch_id_kind_language_pk" PRIMARY KEY("branch_id","kind","language")
);
--> statement-breakpoint
CREATE TABLE "notice_link" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"email_hash" "bytea",
	"kind" text,
	"follow_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notice_link_purpose" CHECK ("notice_link"."purpose" in ('MUTE', 'CONFIRM_FOLLOW', 'END_FOLLOW')),
	CONSTRAINT "notice_link_of" CHECK (case "notice_link"."purpose" when 'MUTE' then num_nonnulls("notice_link"."email_hash", "notice_link"."kind") = 2 and "notice_link"."follow_id" is null else "notice_link"."follow_id" is not null and num_nonnulls("notice_link"."email_hash", "notice_link"."kind") = 0 end)
);
--> statement-breakpoint
CREATE TABLE "notice_mute" (
	"email_hash" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notice_mute_email_hash_kind_pk" PRIMARY KEY("email_hash","kind")
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"act_key" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"kind" text NOT NULL,
	"registration_id" uuid,
	"follow_id" uuid,
	"person_id" uuid,
	"items" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"mail_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notice_once" UNIQUE("dedupe_key"),
	CONSTRAINT "notice_mail" UNIQUE("mail_id")
);
--> statement-breakpoint
CREATE TABLE "staff_message_recipient" (
	"message_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	CONSTRAINT "staff_message_recipient_message_id_registration_id_pk" PRIMARY KEY("message_id","registration_id")
);
--> statement-breakpoint
CREATE TABLE "staff_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"roster_id" uuid NOT NULL,
	"author_id" uuid,
	"statuses" jsonb NOT NULL,
	"kinds" jsonb NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"recipients" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_message_subject" CHECK ("staff_message"."subject" !~ '[[:cntrl:]]' and char_length("staff_message"."subject") between 1 and 200),
	CONSTRAINT "staff_message_text" CHECK (char_length("staff_message"."text") between 1 and 4000)
);
--> statement-breakpoint
ALTER TABLE "follow" ADD CONSTRAINT "follow_audience_id_audience_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audience"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow" ADD CONSTRAINT "follow_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_words" ADD CONSTRAINT "message_words_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_link" ADD CONSTRAINT "notice_link_follow_id_follow_id_fk" FOREIGN KEY ("follow_id") REFERENCES "public"."follow"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_registration_id_registration_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registration"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_follow_id_follow_id_fk" FOREIGN KEY ("follow_id") REFERENCES "public"."follow"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_message_recipient" ADD CONSTRAINT "staff_message_recipient_message_id_staff_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."staff_message"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_message_recipient" ADD CONSTRAINT "staff_message_recipient_registration_id_registration_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registration"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_message" ADD CONSTRAINT "staff_message_roster_id_roster_id_fk" FOREIGN KEY ("roster_id") REFERENCES "public"."roster"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_message" ADD CONSTRAINT "staff_message_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "follow_audience" ON "follow" USING btree ("audience_id");--> statement-breakpoint
CREATE INDEX "follow_branch" ON "follow" USING btree ("branch_id");--> statement-breakpoint
CREATE INDEX "notice_link_expires" ON "notice_link" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "notice_link_follow" ON "notice_link" USING btree ("follow_id");--> statement-breakpoint
CREATE INDEX "notice_registration" ON "notice" USING btree ("registration_id","id");--> statement-breakpoint
CREATE INDEX "notice_follow" ON "notice" USING btree ("follow_id");--> statement-breakpoint
CREATE INDEX "notice_person" ON "notice" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "staff_message_recipient_of" ON "staff_message_recipient" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "staff_message_roster" ON "staff_message" USING btree ("roster_id","id");