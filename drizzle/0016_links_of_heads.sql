ALTER TABLE "registration_link" DROP CONSTRAINT "registration_link_purpose";--> statement-breakpoint
ALTER TABLE "registration_link" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "registration_link" ADD CONSTRAINT "registration_link_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "registration_link_person" ON "registration_link" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "registration_link" ADD CONSTRAINT "registration_link_head" CHECK (("registration_link"."purpose" = 'HEAD') = ("registration_link"."person_id" is not null));--> statement-breakpoint
ALTER TABLE "registration_link" ADD CONSTRAINT "registration_link_purpose" CHECK ("registration_link"."purpose" in ('CONFIRM', 'MANAGE', 'OFFER', 'NOMINEE', 'RECONFIRM', 'HEAD'));