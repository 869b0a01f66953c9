import { not } from "drizzle-orm";
import { deviceLinks } from "#db/recovery-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { stillOpen } from "./link.ts";

/** Removes the rows of requests whose time is up. */
export async function sweepLinks(): Promise<void> {
  await getDatabase().delete(deviceLinks).where(not(stillOpen()));
}
