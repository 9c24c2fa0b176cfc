CREATE INDEX "booking_open" ON "booking" USING btree ("branch_id","starts_at","id") WHERE "booking"."status" in ('HOLD', 'REQUESTED');--> statement-breakpoint
CREATE INDEX "booking_start" ON "booking" USING btree ("starts_at","id");--> statement-breakpoint
CREATE INDEX "occupancy_start" ON "occupancy" USING btree ("unit_id",lower("occupied"));--> statement-breakpoint
CREATE INDEX "occupancy_expiry" ON "occupancy" USING btree ("unit_id","expires_at") WHERE "occupancy"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "opening_hours_room" ON "opening_hours" USING btree ("room_id") WHERE "opening_hours"."room_id" is not null;