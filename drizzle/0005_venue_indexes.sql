CREATE INDEX "occupancy_start" ON "occupancy" USING btree ("unit_id",lower("occupied"));--> statement-breakpoint
CREATE INDEX "occupancy_expiry" ON "occupancy" USING btree ("unit_id","expires_at") WHERE "occupancy"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "opening_hours_room" ON "opening_hours" USING btree ("room_id") WHERE "opening_hours"."room_id" is not null;