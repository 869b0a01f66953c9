import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { startEmbedded } from "#db/embedded/start.ts";
import { environmentOf } from "./serve-build.ts";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Where the server under test keeps its data; the start of the tests says so. */
const dataDir = () => process.env.E2E_DATA_DIR ?? "";

const runScript = async (script: string, origin: string, words: string[]) => {
  const site = { origin, dataDir: dataDir() };
  const env = { ...environmentOf(site), NODE_ENV: "production" as const };
  return (await run(process.execPath, [script, ...words], { cwd: root, env })).stdout;
};

/** Runs `npm run recovery` as the operator of the server at `origin`. @returns what it prints */
export function operate(origin: string, ...words: string[]): Promise<string> {
  return runScript("scripts/recovery.ts", origin, words);
}

/** Runs `npm run gate` as the operator of the server at `origin`. @returns what it prints */
export function operateGate(origin: string, ...words: string[]): Promise<string> {
  return runScript("scripts/gate.ts", origin, words);
}

/** Ends the wait of the recovery that `email` asked for, as if its hours had passed. */
export async function endWait(email: string): Promise<void> {
  const { url, release } = await startEmbedded(dataDir());
  const database = postgres(url, { max: 1 });
  await database`update recovery_requests set opens_at = now() where email = ${email}`;
  await database.end();
  await release();
}
