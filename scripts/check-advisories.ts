import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * Fails where a published advisory of moderate severity or worse speaks of a dependency. A registry
 * that keeps no advisories, as some mirrors do, is told apart from one that knows of none.
 */

type Report = {
  message?: string;
  statusCode?: number;
  metadata?: { vulnerabilities: Record<string, number> };
};

const { stdout, error } = spawnSync("npm", ["audit", "--audit-level=moderate", "--json"], {
  cwd: join(import.meta.dirname, ".."),
  encoding: "utf8",
});
const read = (): Report => {
  try {
    return JSON.parse(stdout);
  } catch {
    return { message: String(error ?? stdout) };
  }
};
const { metadata, statusCode, message } = read();
const counts = metadata?.vulnerabilities ?? {};
const grave = ["moderate", "high", "critical"].reduce((sum, one) => sum + (counts[one] ?? 0), 0);

if (metadata) {
  console.log(`Dependencies with advisories of moderate severity or worse: ${grave}.`);
  if (grave > 0) console.log("`npm audit` names them.");
  process.exitCode = grave > 0 ? 1 : 0;
} else if (statusCode === 404 || statusCode === 405) {
  console.log(`Not checked: this registry answers no questions about advisories (${statusCode}).`);
} else {
  console.log(`The check for advisories failed: ${message}`);
  process.exitCode = 1;
}
