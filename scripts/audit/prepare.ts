import { join } from "node:path";
import { deriveKey, type SigningKey } from "#lib/audit/audit-keys.ts";
import { parseEnv } from "#lib/env.ts";
import { type Prepared, prepareEnvironment } from "#lib/launch/prepare-environment.ts";

/** Reads the environment that the server has. @throws EnvironmentError */
export function prepare(): Prepared {
  return prepareEnvironment(
    join(import.meta.dirname, "../.."),
    process.env.NODE_ENV !== "production",
  );
}

/** The keys of the prepared environment, also while no database runs. */
export function readKeys(): SigningKey[] {
  const DATABASE_URL = process.env.DATABASE_URL?.trim() || "postgres://none";
  return parseEnv({ ...process.env, DATABASE_URL }).auditKeys.map(deriveKey);
}
