-- From where an event came moves to audit_sources, as lib/audit/source.ts writes it; of accounts that
-- are gone it goes altogether.
ALTER TABLE "audit_events" ADD COLUMN "salt" "bytea";--> statement-breakpoint
UPDATE "audit_events" SET "salt" = uuid_send(gen_random_uuid()) WHERE "ip" IS NOT NULL OR "user_agent" IS NOT NULL;--> statement-breakpoint
UPDATE "audit_events" SET "source_hash" = sha256("salt" || convert_to(coalesce("ip", '') || E'\n' || coalesce("user_agent", ''), 'UTF8')) WHERE "salt" IS NOT NULL;--> statement-breakpoint
INSERT INTO "audit_sources" ("hash", "salt", "ip", "user_agent")
	SELECT "source_hash", "salt", "ip", "user_agent" FROM "audit_events" "e"
	WHERE "salt" IS NOT NULL
		AND ("account_id" IS NULL OR EXISTS (SELECT FROM "accounts" "a" WHERE "a"."id" = "e"."account_id"));--> statement-breakpoint
ALTER TABLE "audit_events" DROP COLUMN "salt";--> statement-breakpoint
ALTER TABLE "audit_events" DROP COLUMN "ip";--> statement-breakpoint
ALTER TABLE "audit_events" DROP COLUMN "user_agent";--> statement-breakpoint
-- Also the owner of a table can be without these, until it grants them to itself again.
REVOKE UPDATE, DELETE, TRUNCATE ON "audit_events", "audit_leaves", "audit_seals" FROM PUBLIC, CURRENT_USER;
