import { join } from "node:path";
import { openDatabase } from "#lib/launch/open-database.ts";
import { prepareEnvironment } from "#lib/launch/prepare-environment.ts";
import { runLaunch } from "#lib/launch/run-launch.ts";
import { stopProcess } from "#lib/launch/stop-process.ts";
import { readExport } from "./audit/export-trail.ts";
import { readShowSinks } from "./audit/show-sinks.ts";

/** What an operator does with the audit trail. */

const usage = `Usage: npm run audit -- export [--since <moment or position>] [--until <moment or position>] [--out <file>]
       npm run audit -- sink
`;
const root = join(import.meta.dirname, "..");
const [verb = "", ...words] = process.argv.slice(2);

/** Reads the words behind a verb: what it does, or null where they make no sense. */
type Verb = (words: string[]) => (() => Promise<void>) | null;

const verbs = new Map<string, Verb>([
  ["export", readExport],
  ["sink", readShowSinks],
]);

await runLaunch(async () => {
  const act = verbs.get(verb)?.(words);
  if (!act) {
    process.stderr.write(usage);
    return await stopProcess(2);
  }
  await openDatabase(prepareEnvironment(root, process.env.NODE_ENV !== "production"));
  await act();
  await stopProcess(0);
});
