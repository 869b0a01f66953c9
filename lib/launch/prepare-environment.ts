import { resolve } from "node:path";
import nextEnv from "@next/env";
import { type Env, parseEnv } from "#lib/env.ts";
import { keepLocalSecret } from "./keep-local-secret.ts";

/** Stand in for what is made only once the rest is found to be without fault. */
const standIns = { DATABASE_URL: "postgres://embedded", SESSION_SECRET: "-".repeat(32) };

/** The environment as far as it is known before the database runs. */
export type Prepared = {
  env: Env;
  /** Where local secrets and the embedded database live, absolute. */
  dataDir: string;
  /** Whether there is no DATABASE_URL. */
  embedded: boolean;
};

const isSet = (name: string) => Boolean(process.env[name]?.trim());

const localOrigin = (port = "") => {
  const url = `http://localhost:${port.trim() || 3000}`;
  // A port that is none has a message of its own.
  return URL.canParse(url) ? new URL(url).origin : "http://localhost:3000";
};

/** Puts `values` where Next.js reads them, also after it has read a changed env file again. */
export function publish(values: Record<string, string>): void {
  Object.assign(process.env, values);
  nextEnv.updateInitialEnv(values);
}

/**
 * Reads the env files in the folder `dir`, checks the environment, and then fills in what need not
 * be set on one's own machine. In production with a DATABASE_URL, nothing is filled in.
 * @throws EnvironmentError that names every fault, before anything was made
 */
export function prepareEnvironment(dir: string, dev: boolean): Prepared {
  nextEnv.loadEnvConfig(dir, dev);
  const embedded = !isSet("DATABASE_URL");
  const local = dev || embedded;
  const ownSecret = local && !isSet("SESSION_SECRET");
  const values = {
    NODE_ENV: dev ? "development" : "production",
    ...(local && !isSet("ORIGIN") && { ORIGIN: localOrigin(process.env.PORT) }),
  };
  const env = parseEnv({
    ...process.env,
    ...values,
    ...(embedded && { DATABASE_URL: standIns.DATABASE_URL }),
    ...(ownSecret && { SESSION_SECRET: standIns.SESSION_SECRET }),
  });
  const dataDir = resolve(dir, env.dataDir);
  publish({
    ...values,
    PORT: String(env.port),
    ...(ownSecret && { SESSION_SECRET: keepLocalSecret(dataDir) }),
  });
  return { env, dataDir, embedded };
}
