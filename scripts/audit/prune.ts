import { parseArgs } from "node:util";
import { pruneTrail } from "#lib/audit/prune-trail.ts";
import { openDatabase } from "#lib/launch/open-database.ts";
import { prepare } from "./prepare.ts";
import { say } from "./say.ts";
import { UsageError } from "./usage-error.ts";

const leastDays = 30;

/** Deletes the events that are older than some days, in whole seals; the seals stay. */
export async function prune(words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options: { "older-than": { type: "string" } } });
  const days = Number(values["older-than"]);
  if (!Number.isSafeInteger(days) || days < leastDays) {
    throw new UsageError(`prune needs --older-than with a number of days, ${leastDays} at least.`);
  }
  const ownerUrl = await openDatabase(prepare());
  const { through, events } = await pruneTrail(ownerUrl, days);
  say(
    events > 0
      ? `Deleted ${events} events, all that seals 1 to ${through} covered. The seals stay.`
      : `No whole seal with events is older than ${days} days.`,
  );
  return 0;
}
