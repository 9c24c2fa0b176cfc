ALTER TABLE "event" ALTER COLUMN "search_text" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "start_local";--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "zone";--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "wall_minutes";--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "starts_at";--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "ends_at";--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "happening_status";--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "cancel_reason";--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "cancelled_at";--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "sequence";--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "search_key";--> statement-breakpoint
ALTER TABLE "event" DROP COLUMN "revised_at";