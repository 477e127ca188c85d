CREATE TABLE "attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"until" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "rate_limit" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "rate_limit" CASCADE;--> statement-breakpoint
CREATE INDEX "attempts_until_idx" ON "attempts" USING btree ("until");--> statement-breakpoint
CREATE INDEX "revoked_session_revoked_at_idx" ON "revoked_session" USING btree ("revoked_at");