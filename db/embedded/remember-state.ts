import { createHash, randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findFreePort } from "./find-free-port.ts";
import { asRoot, isOpenToAll } from "./find-system-user.ts";
import { sharedRoot } from "./shared-root.ts";

/** What is remembered of the server, in `postgres.json` of the data folder. */
export type State = {
  /** Where it listened last; where it listens now is in its pid file. */
  port: number;
  password: string;
  /** The cluster's folder: absolute, or relative to the data folder, which may be moved. */
  directory: string;
};

const fileIn = (dataDir: string) => join(dataDir, "postgres.json");

const isCode = (error: unknown, code: string) =>
  error instanceof Error && "code" in error && error.code === code;

const writeDraft = (dataDir: string, state: State): string => {
  const file = join(dataDir, `postgres-${randomBytes(6).toString("hex")}.json`);
  writeFileSync(file, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  return file;
};

/** The state of `dataDir`, with `directory` made absolute; null before the first start. */
export function readState(dataDir: string): State | null {
  try {
    const state: State = JSON.parse(readFileSync(fileIn(dataDir), "utf8"));
    return { ...state, directory: resolve(dataDir, state.directory) };
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** In the data folder, unless PostgreSQL as `nobody` could not get there. */
const chooseDirectory = (dataDir: string, password: string): string => {
  if (!asRoot || isOpenToAll(dataDir)) return "postgres";
  // The password takes part, so that a data folder deleted and made anew starts with no old data.
  const hash = createHash("sha256").update(`${dataDir}\n${password}`).digest("hex");
  return join(sharedRoot, hash.slice(0, 12));
};

/**
 * The state of `dataDir` (its real path), made at the first call: of processes that make it at
 * once, one wins and all use it.
 */
export async function prepareState(dataDir: string): Promise<State> {
  const known = readState(dataDir);
  if (known) return known;
  const password = randomBytes(24).toString("base64url");
  const directory = chooseDirectory(dataDir, password);
  const draft = writeDraft(dataDir, { port: await findFreePort(), password, directory });
  try {
    linkSync(draft, fileIn(dataDir));
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  return prepareState(dataDir);
}

/** Remembers where the server listens now. */
export function rememberPort(dataDir: string, port: number): void {
  const state: State = JSON.parse(readFileSync(fileIn(dataDir), "utf8"));
  renameSync(writeDraft(dataDir, { ...state, port }), fileIn(dataDir));
}
