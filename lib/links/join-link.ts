import { and, eq, ne, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { deviceLinks } from "#db/recovery-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { hashLinkCode, type LinkKind, stillOpen } from "./link.ts";
import { pickWords } from "./words.ts";

type Joined = { id: string };
type Side = PgUpdateSetSource<typeof deviceLinks>;

/** One statement, so of all who join at once one does; the words come into being with it. */
const join = (kind: LinkKind, code: string, side: Side, and_ = sql`true`) =>
  getDatabase()
    .update(deviceLinks)
    .set({ ...side, state: "joined", joinedAt: sql`now()`, words: pickWords() })
    .where(
      and(
        eq(deviceLinks.codeHash, hashLinkCode(code)),
        eq(deviceLinks.kind, kind),
        eq(deviceLinks.state, "open"),
        stillOpen(),
        and_,
      ),
    )
    .returning({ id: deviceLinks.id });

const unknown = () => refuse("code-rejected", "unknown-or-late");

/**
 * Joins a request for a device to be added, as that device: from now on the request is this
 * browser's alone.
 * @returns its id, or `code-rejected` where the code is unknown, too old or was joined
 */
export async function joinAsDevice(
  code: string,
  browser: string,
  caller: Caller,
): Promise<Joined | Refusal> {
  const { userAgent: askerAgent, ip: askerIp } = caller;
  const side = { askerHash: browser, askerAgent, askerIp };
  const [joined] = await join("add-device", code, side);
  return joined ?? unknown();
}

/**
 * Joins a browser's request to be let in, as the one who may approve it. A session sees one such
 * request at a time, so that a passkey is never used for another than the one on the screen. Nobody
 * approves the browser that they sit at.
 * @returns its id, or `code-rejected` where the code is unknown, too old or was joined
 */
export async function joinAsApprover(
  code: string,
  { session }: SignedIn,
  browser: string | null,
): Promise<Joined | Refusal> {
  const elsewhere = sql`${deviceLinks.askerHash} is distinct from ${browser}`;
  const [joined] = await join("sign-in", code, { approverId: session.id }, elsewhere);
  if (!joined) return unknown();
  const earlier = and(
    eq(deviceLinks.approverId, session.id),
    eq(deviceLinks.kind, "sign-in"),
    ne(deviceLinks.id, joined.id),
  );
  await getDatabase().delete(deviceLinks).where(earlier);
  return joined;
}
