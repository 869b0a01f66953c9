import postgres from "postgres";
import { role } from "./create-cluster.ts";

/** The number of the advisory lock that all processes which use the server share. */
const tenantLock = 4_190_313;

/** This process's place among those that use a server. */
export type Tenancy = {
  /**
   * Gives the place up.
   * @param onLast awaited when nobody else has a place; meanwhile nobody can take one
   */
  leave: (onLast: () => Promise<void>) => Promise<void>;
};

/** How to connect to the app's database. */
export function databaseUrl(port: number, password: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${role}`;
}

/**
 * Takes a place among the users of the server at `url`, which serves the cluster at `directory`. A
 * process that is killed gives its place up by losing the connection.
 * @param onLoss called when the connection ends before the place was given up
 * @throws Error when the server does not answer, or serves something else
 */
export async function holdTenancy(
  url: string,
  directory: string,
  onLoss: () => void,
): Promise<Tenancy> {
  let held = false;
  const sql = postgres(url, {
    // The lock belongs to one connection's session, which must last as long as this process.
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    prepare: false,
    fetch_types: false,
    connect_timeout: 5,
    onnotice: () => {},
    onclose: () => {
      if (held) onLoss();
      held = false;
    },
  });
  try {
    const [row] = await sql`select current_setting('data_directory') as served`;
    if (row?.served !== directory) throw new Error(`${url} serves ${row?.served}`);
    await sql`select pg_advisory_lock_shared(${tenantLock})`;
    held = true;
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
  const leave = async (onLast: () => Promise<void>) => {
    held = false;
    const isLast = async () => {
      await sql`select pg_advisory_unlock_shared(${tenantLock})`;
      const [row] = await sql`select pg_try_advisory_lock(${tenantLock}) as alone`;
      return row?.alone === true;
    };
    try {
      // A server that does not answer has nobody left to stop it for.
      if (await isLast().catch(() => false)) await onLast();
    } finally {
      await sql.end({ timeout: 0 });
    }
  };
  return { leave };
}
