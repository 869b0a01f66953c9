ALTER TABLE "passkeys" ADD COLUMN "kind" text DEFAULT 'computer' NOT NULL;--> statement-breakpoint
ALTER TABLE "passkeys" ADD COLUMN "last_used_from" text;--> statement-breakpoint
ALTER TABLE "passkeys" ADD COLUMN "flagged_at" timestamp with time zone;