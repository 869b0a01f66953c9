import { getDatabase } from "#lib/database.ts";
import { log } from "#lib/telemetry/log.ts";

/** Knows something of the gate, and reads it anew. */
type Follower = { refresh(): Promise<void> };

/** The promise is two seconds. */
const everyMilliseconds = 500;

const refresh = (state: Follower) =>
  state.refresh().catch((error) => log.warn({ err: error }, "the gate can't read what changed"));

/** Reads what changed now and then twice a second, without keeping the process alive. @returns what ends that */
export async function pollChanges(state: Follower): Promise<() => void> {
  const timer = setInterval(() => refresh(state), everyMilliseconds).unref();
  await refresh(state);
  return () => clearInterval(timer);
}

/**
 * Reads what changed as soon as PostgreSQL tells of it. PgBouncer in transaction mode hands nothing
 * on: then polling has to do.
 */
export async function hearChanges(state: Follower): Promise<void> {
  try {
    await getDatabase().$client.listen("gate_changes", () => refresh(state));
  } catch (error) {
    log.info({ err: error }, "the gate gets no notifications; it asks twice a second");
  }
}
