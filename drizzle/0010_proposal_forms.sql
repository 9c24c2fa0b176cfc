CREATE TABLE "proposal_form_key" (
	"id" integer PRIMARY KEY NOT NULL,
	"key" "bytea" NOT NULL,
	CONSTRAINT "proposal_form_key_one" CHECK ("proposal_form_key"."id" = 1)
);
