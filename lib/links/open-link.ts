import { eq, sql } from "drizzle-orm";
import { deviceLinks } from "#db/recovery-schema.ts";
import { getDatabase } from "#lib/database.ts";
import type { Caller } from "#lib/http/caller.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";
import { newTypedCode } from "#lib/typed-code.ts";
import { hashLinkCode, type LinkKind, linkSeconds, type OpenedLink } from "./link.ts";

/** 8 signs of 5 bits each. */
const codeSigns = 8;

const open = async (
  kind: LinkKind,
  side: Partial<typeof deviceLinks.$inferInsert>,
): Promise<OpenedLink> => {
  const id = newOpaqueId();
  const code = newTypedCode(codeSigns);
  const seconds = linkSeconds[kind];
  await getDatabase()
    .insert(deviceLinks)
    .values({
      id,
      kind,
      codeHash: hashLinkCode(code),
      expiresAt: sql`now() + make_interval(secs => ${seconds})`,
      ...side,
    });
  return { id, code, seconds };
};

/** Opens a request for another device to be added; it takes the place of what this session opened before. */
export async function openDeviceLink({ session }: SignedIn): Promise<OpenedLink> {
  await getDatabase().delete(deviceLinks).where(eq(deviceLinks.approverId, session.id));
  return await open("add-device", { approverId: session.id });
}

/** Opens a request of a browser to be let in; it takes the place of what this browser asked before. */
export async function openSignInLink(browser: string, caller: Caller): Promise<OpenedLink> {
  await getDatabase().delete(deviceLinks).where(eq(deviceLinks.askerHash, browser));
  const { userAgent: askerAgent, ip: askerIp } = caller;
  return await open("sign-in", { askerHash: browser, askerAgent, askerIp });
}
