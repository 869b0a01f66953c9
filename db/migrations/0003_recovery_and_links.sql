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
CREATE TABLE "recovery_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"method" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"email" text NOT NULL,
	"note" text,
	"code_hash" "bytea",
	"attempts" integer DEFAULT 0 NOT NULL,
	"mailed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"remind_at" timestamp with time zone,
	"opens_at" timestamp with time zone,
	"token_hash" "bytea",
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recovery_requests_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "recovery_stops" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "recovered_by" text;--> statement-breakpoint
ALTER TABLE "device_links" ADD CONSTRAINT "device_links_approver_id_sessions_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_requests" ADD CONSTRAINT "recovery_requests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_stops" ADD CONSTRAINT "recovery_stops_request_id_recovery_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."recovery_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "device_links_approver" ON "device_links" USING btree ("approver_id");--> statement-breakpoint
CREATE INDEX "device_links_asker" ON "device_links" USING btree ("asker_hash");--> statement-breakpoint
CREATE INDEX "device_links_expiry" ON "device_links" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_requests_one" ON "recovery_requests" USING btree ("account_id","method");--> statement-breakpoint
CREATE INDEX "recovery_stops_request" ON "recovery_stops" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "accounts_email" ON "accounts" USING btree (lower("email"));