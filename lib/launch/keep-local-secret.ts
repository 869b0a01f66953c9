import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LaunchError } from "./launch-error.ts";

const make = (file: string): void => {
  const draft = `${file}-${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft);
  }
};

/**
 * The session secret of the folder `dataDir`, made at the first call and kept for its owner's eyes
 * alone. Processes that make it at once agree on one.
 * @throws LaunchError when the folder can't be used
 */
export function keepLocalSecret(dataDir: string): string {
  const file = join(dataDir, "session-secret");
  try {
    mkdirSync(dataDir, { recursive: true });
    if (!existsSync(file)) make(file);
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new LaunchError(`The session secret can't be kept in DATA_DIR: ${error}`);
  }
}
