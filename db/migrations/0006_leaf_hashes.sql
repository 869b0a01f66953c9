CREATE TABLE "audit_prunes" (
	"through" bigint PRIMARY KEY NOT NULL,
	"pruned_at" timestamp (3) with time zone NOT NULL,
	"key_id" text NOT NULL,
	"signature" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_leaves" ADD COLUMN "hash" "bytea" NOT NULL;--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON "audit_prunes" FROM PUBLIC, CURRENT_USER;
