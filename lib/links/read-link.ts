import { and, eq } from "drizzle-orm";
import { deviceLinks } from "#db/recovery-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { nameBrowser } from "#lib/passkeys/describe-browser.ts";
import { type LinkStatus, secondsLeft, stillOpen } from "./link.ts";

/** Who asks how a request stands. */
export type Beholder = { browser: string | null; sessionId: string | null };

/** A request's status, and whether it is the asking browser that sees it. */
export type SeenLink = { status: LinkStatus; asking: boolean };

/**
 * Reads how a request stands, for the browser that asks and the session that approves; it is
 * `not-found` for everybody else, and once its time is up.
 */
export async function readLink(
  id: string,
  { browser, sessionId }: Beholder,
  { locale }: Pick<Caller, "locale">,
): Promise<SeenLink | Refusal> {
  const [row] = await getDatabase()
    .select({ link: deviceLinks, seconds: secondsLeft() })
    .from(deviceLinks)
    .where(and(eq(deviceLinks.id, id), stillOpen()));
  if (!row) return refuse("not-found");
  const { link, seconds } = row;
  const asking = browser !== null && link.askerHash === browser;
  const approving = sessionId !== null && link.approverId === sessionId;
  if (!asking && !approving) return refuse("not-found");
  const { kind, state, words, askerAgent, askerIp } = link;
  const asker = approving &&
    !asking &&
    link.joinedAt && {
      browser: await nameBrowser({ userAgent: askerAgent, locale }),
      ip: askerIp,
    };
  return { status: { id, kind, state, seconds, words, asker: asker || null }, asking };
}
