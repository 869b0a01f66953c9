import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { deviceLinks } from "#db/recovery-schema.ts";
import { sessions } from "#db/schema.ts";
import { type AuditName, recordEvent } from "#lib/audit/event.ts";
import { getDatabase } from "#lib/database.ts";
import { type Refusal, refuse } from "#lib/errors.ts";
import type { Caller } from "#lib/http/caller.ts";
import { wakeMail } from "#lib/mail/deliver-mail.ts";
import { notifyOwner } from "#lib/mail/notify-owner.ts";
import { nameBrowser } from "#lib/passkeys/describe-browser.ts";
import { findLack } from "#lib/sessions/find-lack.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { type LinkKind, stillOpen } from "./link.ts";

const names: Record<LinkKind, AuditName> = {
  "add-device": "device-link",
  "sign-in": "phone-approve",
};

const own = (id: string, { session }: SignedIn) =>
  and(eq(deviceLinks.id, id), eq(deviceLinks.approverId, session.id), stillOpen());

/** Whether this session used a passkey after the two devices met: the passkey was for this. */
const freshlyUsed = ({ session }: SignedIn): SQL<boolean> => sql<boolean>`exists (
  select from ${sessions} s
  where s.id = ${session.id} and s.authenticated_at > ${deviceLinks.joinedAt}
)`;

/**
 * Approves a request that was joined. For a device to be added the step-up that stands is enough;
 * letting a browser in takes a passkey used for it, after its details were on the screen.
 * @returns null when done; `not-found` for another's, `step-up-required`, `link-rejected` where it is
 *   not there to be approved
 */
export async function approveLink(
  id: string,
  signedIn: SignedIn,
  caller: Caller,
): Promise<null | Refusal> {
  return await getDatabase().transaction(async (tx) => {
    const [link] = await tx
      .select({ kind: deviceLinks.kind, fresh: freshlyUsed(signedIn) })
      .from(deviceLinks)
      .where(own(id, signedIn));
    if (!link) return refuse("not-found");
    const lack = findLack(signedIn, { stepUp: true });
    if (lack) return lack;
    const must = link.kind === "sign-in" ? freshlyUsed(signedIn) : sql`true`;
    const approved = await tx
      .update(deviceLinks)
      .set({ state: "approved" })
      .where(and(own(id, signedIn), eq(deviceLinks.state, "joined"), must))
      .returning({ id: deviceLinks.id });
    if (approved.length === 0) {
      return refuse(link.kind === "sign-in" && !link.fresh ? "step-up-required" : "link-rejected");
    }
    const ids = { accountId: signedIn.account.id, sessionId: signedIn.session.id };
    await recordEvent(tx, { name: names[link.kind], outcome: "done", ...ids }, caller);
    return null;
  });
}

/**
 * Refuses a request, which ends it. Where another browser had joined, the owner is told by mail: it
 * may have been somebody who wanted in.
 * @returns null when done; `not-found` for another's, or where it has ended
 */
export async function refuseLink(
  id: string,
  signedIn: SignedIn,
  caller: Caller,
): Promise<null | Refusal> {
  const refused = await getDatabase().transaction(async (tx) => {
    const pending = inArray(deviceLinks.state, ["open", "joined", "approved"]);
    const [link] = await tx
      .update(deviceLinks)
      .set({ state: "refused" })
      .where(and(own(id, signedIn), pending))
      .returning();
    if (!link) return refuse("not-found");
    if (!link.joinedAt) return null;
    const ids = { accountId: signedIn.account.id, sessionId: signedIn.session.id };
    const event = { name: names[link.kind], outcome: "refused", reason: "by-owner" } as const;
    await recordEvent(tx, { ...event, ...ids }, caller);
    const asker = { userAgent: link.askerAgent, locale: caller.locale };
    const parts = { browser: (await nameBrowser(asker)) ?? "", ip: link.askerIp ?? "" };
    await notifyOwner(tx, signedIn.account.id, "link-refused", parts);
    return null;
  });
  wakeMail();
  return refused;
}
