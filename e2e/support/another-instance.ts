import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Follows a link of a recovery from the address and as often as it is told, and says how it went. */
const program = `
  const { HttpClient } = await import("#e2e/support/http-client.ts");
  const { runWithPeer } = await import("#lib/http/peer.ts");
  const { log } = await import("#lib/telemetry/log.ts");
  const { closeDatabase } = await import("#lib/database.ts");
  const [address, times] = process.argv.slice(1);
  log.level = "silent";
  const follow = () =>
    new HttpClient(process.env.ORIGIN).post("/api/recovery/mail/link", { token: "x" });
  const replies = await runWithPeer(address, () =>
    Promise.all(Array.from({ length: Number(times) }, follow)));
  process.stdout.write(JSON.stringify(replies.map(({ status }) => status)));
  await closeDatabase();
`;

/**
 * Starts another process of the app on this file's database, which follows a link of a recovery
 * `times` at once. @returns the statuses that it was answered
 */
export async function followElsewhere(address: string, times: number): Promise<number[]> {
  const words = ["--input-type=module", "--eval", program, address, String(times)];
  return JSON.parse((await promisify(execFile)(process.execPath, words)).stdout);
}
