CREATE TABLE "gate_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "gate_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"gate_session_id" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gate_codes" (
	"code_hash" "bytea" PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"service_id" text NOT NULL,
	"session_id" text NOT NULL,
	"state_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gate_hosts" (
	"host" text PRIMARY KEY NOT NULL,
	"service_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gate_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"private_key" text NOT NULL,
	"signs_from" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gate_roles" (
	"account_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gate_roles_account_id_role_pk" PRIMARY KEY("account_id","role")
);
--> statement-breakpoint
CREATE TABLE "gate_rules" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "gate_rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"service_id" text NOT NULL,
	"prefix" text NOT NULL,
	"methods" text[] DEFAULT '{}' NOT NULL,
	"open" boolean DEFAULT false NOT NULL,
	"roles" text[] DEFAULT '{}' NOT NULL,
	"max_age" integer,
	CONSTRAINT "gate_rules_one" UNIQUE("service_id","prefix","methods")
);
--> statement-breakpoint
CREATE TABLE "gate_services" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"ticket_seconds" integer DEFAULT 300 NOT NULL,
	"personal" boolean DEFAULT false NOT NULL,
	"secret" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gate_services_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "gate_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"session_id" text NOT NULL,
	"account_id" text NOT NULL,
	"service_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gate_sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "gate_codes" ADD CONSTRAINT "gate_codes_service_id_gate_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."gate_services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_codes" ADD CONSTRAINT "gate_codes_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_hosts" ADD CONSTRAINT "gate_hosts_service_id_gate_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."gate_services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_roles" ADD CONSTRAINT "gate_roles_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_rules" ADD CONSTRAINT "gate_rules_service_id_gate_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."gate_services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_sessions" ADD CONSTRAINT "gate_sessions_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_sessions" ADD CONSTRAINT "gate_sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_sessions" ADD CONSTRAINT "gate_sessions_service_id_gate_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."gate_services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gate_sessions_session" ON "gate_sessions" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "gate_sessions_account" ON "gate_sessions" USING btree ("account_id");--> statement-breakpoint
-- Changes commit one after the other, so that whoever has read up to an id has missed none below it.
CREATE FUNCTION gate_note_change(gate_session text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(7205759414);
	INSERT INTO gate_changes (gate_session_id) VALUES (gate_session);
	PERFORM pg_notify('gate_changes', '');
END $$;
--> statement-breakpoint
CREATE FUNCTION gate_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM gate_note_change(OLD.id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER gate_session_ended AFTER DELETE ON gate_sessions
	FOR EACH ROW EXECUTE FUNCTION gate_session_ended();
--> statement-breakpoint
CREATE FUNCTION gate_rights_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE person text;
BEGIN
	person := CASE WHEN TG_TABLE_NAME = 'accounts' THEN to_jsonb(NEW) ->> 'id'
		ELSE coalesce(to_jsonb(NEW), to_jsonb(OLD)) ->> 'account_id' END;
	-- Whoever is just being let in by what was true before holds this row.
	PERFORM FROM accounts WHERE id = person FOR UPDATE;
	DELETE FROM gate_sessions WHERE account_id = person;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER gate_rights_changed AFTER INSERT OR DELETE ON gate_roles
	FOR EACH ROW EXECUTE FUNCTION gate_rights_changed();
--> statement-breakpoint
CREATE TRIGGER gate_rights_changed AFTER UPDATE OF suspended_at ON accounts
	FOR EACH ROW WHEN (NEW.suspended_at IS NOT NULL) EXECUTE FUNCTION gate_rights_changed();
--> statement-breakpoint
-- A ticket names the passkey that was used: after a use of another one, it would outlive the first.
CREATE FUNCTION gate_passkey_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM gate_sessions WHERE session_id = NEW.id;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER gate_passkey_changed AFTER UPDATE OF passkey_id ON sessions
	FOR EACH ROW WHEN (NEW.passkey_id IS DISTINCT FROM OLD.passkey_id)
	EXECUTE FUNCTION gate_passkey_changed();
--> statement-breakpoint
CREATE FUNCTION gate_settings_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM gate_note_change(NULL);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER gate_settings_changed AFTER INSERT OR UPDATE OR DELETE ON gate_services
	FOR EACH STATEMENT EXECUTE FUNCTION gate_settings_changed();
--> statement-breakpoint
CREATE TRIGGER gate_settings_changed AFTER INSERT OR UPDATE OR DELETE ON gate_hosts
	FOR EACH STATEMENT EXECUTE FUNCTION gate_settings_changed();
--> statement-breakpoint
CREATE TRIGGER gate_settings_changed AFTER INSERT OR UPDATE OR DELETE ON gate_rules
	FOR EACH STATEMENT EXECUTE FUNCTION gate_settings_changed();
--> statement-breakpoint
CREATE TRIGGER gate_settings_changed AFTER INSERT OR UPDATE OR DELETE ON gate_keys
	FOR EACH STATEMENT EXECUTE FUNCTION gate_settings_changed();
