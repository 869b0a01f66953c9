CREATE TABLE "device_links" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"approver_id" text,
	"asker_hash" text,
	"asker_agent" text,
	"asker_ip" text,
	"words" text,
	"joined_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "device_links_code_hash_unique" UNIQUE("code_hash")
);
--> statement-breakpoint
ALTER TABLE "device_links" ADD CONSTRAINT "device_links_approver_id_sessions_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "device_links_approver" ON "device_links" USING btree ("approver_id");--> statement-breakpoint
CREATE INDEX "device_links_asker" ON "device_links" USING btree ("asker_hash");--> statement-breakpoint
CREATE INDEX "device_links_expiry" ON "device_links" USING btree ("expires_at");