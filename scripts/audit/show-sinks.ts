import { parseArgs } from "node:util";
import { listDeliveries } from "#lib/audit/list-deliveries.ts";
import { openDatabase } from "#lib/launch/open-database.ts";
import { prepare } from "./prepare.ts";
import { say } from "./say.ts";

/** Says how far each sink has got. */
export async function showSinks(words: string[]): Promise<number> {
  parseArgs({ args: words, options: {} });
  await openDatabase(prepare());
  const deliveries = await listDeliveries();
  for (const { sink, position, waiting, since, heldFor } of deliveries) {
    const parts = [
      `${waiting} wait`,
      position === null ? "nothing acknowledged" : `acknowledged to ${position}`,
      ...(since ? [`the oldest from ${since}`] : []),
      ...(heldFor > 0 ? [`next try in ${heldFor} s at most`] : []),
    ];
    say(`${sink}  ${parts.join(", ")}`);
  }
  if (deliveries.length === 0) say("No sink was delivered to.");
  return 0;
}
