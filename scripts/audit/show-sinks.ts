import { listDeliveries } from "#lib/audit/list-deliveries.ts";

/** Reads the words behind `sink`. @returns what says how far each sink has got; null for any word */
export function readShowSinks(words: string[]): (() => Promise<void>) | null {
  if (words.length > 0) return null;
  return async () => {
    const deliveries = await listDeliveries();
    for (const { sink, position, waiting, since, heldFor } of deliveries) {
      const parts = [
        `${waiting} wait`,
        position === null ? "nothing acknowledged" : `acknowledged to ${position}`,
        ...(since ? [`the oldest from ${since}`] : []),
        ...(heldFor > 0 ? [`next try in ${heldFor} s at most`] : []),
      ];
      process.stdout.write(`${sink}  ${parts.join(", ")}\n`);
    }
    if (deliveries.length === 0) process.stdout.write("No sink was delivered to.\n");
  };
}
