import { and, asc, eq, isNull, lte, ne, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { gateKeys } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { log } from "#lib/telemetry/log.ts";
import { GateFault } from "./gate-fault.ts";
import { lockKeys, makeGateKey } from "./gate-keys.ts";
import { noteChange } from "./note-change.ts";

/** Every 30 days another key signs, published a day before; the one before is good a day longer. */
const daysSigning = 30;
const daysAhead = 1;
const daysOverlap = 1;
const day = 24 * 60 * 60;

const inUse = isNull(gateKeys.retiredAt);
const ago = (days: number) => sql`now() - make_interval(days => ${days})`;

const makeKey = async (tx: Transaction, seconds: number) => {
  const kid = await makeGateKey(tx, seconds);
  await noteChange(tx, "gate-key-make", kid);
  return kid;
};

/** Its tickets are refused from now on, and nothing can be signed with it any more. */
const retire = async (tx: Transaction, kid: string) => {
  const over = { retiredAt: sql`now()`, privateKey: "" };
  await tx.update(gateKeys).set(over).where(eq(gateKeys.kid, kid));
  await noteChange(tx, "gate-key-retire", kid);
};

/**
 * Makes the next key when it is time, and retires those that stopped signing a day ago. Instances
 * take turns, and only the first finds something to do.
 */
export async function rotateDueKeys(): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    await lockKeys(tx);
    const keys = await tx
      .select({
        kid: gateKeys.kid,
        isRecent: sql<boolean>`${gateKeys.signsFrom} > ${ago(daysSigning - daysAhead)}`,
        isSettled: sql<boolean>`${gateKeys.signsFrom} <= ${ago(daysOverlap)}`,
      })
      .from(gateKeys)
      .where(inUse)
      .orderBy(asc(gateKeys.signsFrom), asc(gateKeys.kid));
    // Where nobody uses the gate, there is none to follow.
    if (keys.length === 0) return;
    if (!keys.some(({ isRecent }) => isRecent)) await makeKey(tx, daysAhead * day);
    const settled = keys.filter(({ isSettled }) => isSettled).slice(0, -1);
    for (const { kid } of settled) await retire(tx, kid);
  });
}

/** Makes a key that is published now and signs in `seconds`. @returns its id */
export async function addKey(seconds: number): Promise<string> {
  const fits = Number.isInteger(seconds) && seconds >= 0 && seconds <= daysSigning * day;
  if (!fits) throw new GateFault(`A key signs in 0 to ${daysSigning * day} whole seconds.`);
  return await getDatabase().transaction(async (tx) => {
    await lockKeys(tx);
    return await makeKey(tx, seconds);
  });
}

/** Retires a key. @throws GateFault where there is none, or no other key could sign */
export async function retireKey(kid: string): Promise<void> {
  await getDatabase().transaction(async (tx) => {
    await lockKeys(tx);
    const [own] = await tx
      .select()
      .from(gateKeys)
      .where(and(eq(gateKeys.kid, kid), inUse));
    if (!own) throw new GateFault(`No key "${kid}" is in use.`);
    const others = await tx
      .select()
      .from(gateKeys)
      .where(and(inUse, ne(gateKeys.kid, kid), lte(gateKeys.signsFrom, sql`now()`)));
    if (others.length === 0) throw new GateFault("No other key signs yet; rotate first.");
    await retire(tx, kid);
  });
}

const everyMilliseconds = 60 * 60 * 1000;

const rotate = () =>
  rotateDueKeys().catch((error) => log.warn({ err: error }, "keys could not be looked after"));

/** Looks after the keys now and every hour, without keeping the process alive. */
export function scheduleKeyRotation(): void {
  setInterval(rotate, everyMilliseconds).unref();
  rotate();
}
