import { runLaunch } from "#lib/launch/run-launch.ts";
import { stopProcess } from "#lib/launch/stop-process.ts";
import { exportTrail } from "./audit/export-trail.ts";
import { printKeys } from "./audit/keys.ts";
import { prune } from "./audit/prune.ts";
import { showSinks } from "./audit/show-sinks.ts";
import { isUsage, UsageError } from "./audit/usage-error.ts";
import { verify } from "./audit/verify.ts";

/** What an operator does with the audit trail. */

/** What each verb takes, and does: with the words after it, to an exit code. */
const verbs: Record<string, { takes: string; run: (words: string[]) => Promise<number> }> = {
  verify: {
    takes: "[--database | --file <export>] [--key <public key>]… [--head <hash>]",
    run: verify,
  },
  keys: { takes: "", run: printKeys },
  prune: { takes: "--older-than <days>", run: prune },
  export: {
    takes: "[--since <moment or position>] [--until <moment or position>] [--out <file>]",
    run: exportTrail,
  },
  sink: { takes: "", run: showSinks },
};

const usage = () =>
  Object.entries(verbs)
    .map(([verb, { takes }]) => `  npm run audit -- ${verb} ${takes}`.trimEnd())
    .join("\n");

await runLaunch(async () => {
  const [verb = "", ...words] = process.argv.slice(2);
  try {
    const found = verbs[verb];
    if (!found) throw new UsageError(`There is no verb "${verb}".`);
    await stopProcess(await found.run(words));
  } catch (error) {
    if (!isUsage(error)) throw error;
    process.stderr.write(`${error.message}\nUsage:\n${usage()}\n`);
    await stopProcess(2);
  }
});
