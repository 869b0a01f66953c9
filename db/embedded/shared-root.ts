import { chmodSync, mkdirSync } from "node:fs";

/** Where root keeps what PostgreSQL as `nobody` must reach when the app is in a private home. */
export const sharedRoot = "/var/lib/latchkey";

/** Makes the folder if need be, open to all whatever the umask. */
export function makeSharedRoot(): void {
  if (mkdirSync(sharedRoot, { recursive: true })) chmodSync(sharedRoot, 0o755);
}
