import { z } from "zod";
import { type Refusal, refuse } from "#lib/errors.ts";
import { openSeal, seal } from "#lib/seal.ts";
import { ceremonySeconds } from "./policy.ts";

const bound = { challenge: z.string(), browser: z.string(), expiresAt: z.number() };
const ownSession = { session: z.string(), account: z.string() };

const shape = z.discriminatedUnion("purpose", [
  z.object({
    purpose: z.literal("sign-up"),
    pending: z.object({ email: z.string(), name: z.string().nullable(), userHandle: z.string() }),
    ...bound,
  }),
  z.object({ purpose: z.literal("add-passkey"), ...ownSession, ...bound }),
  z.object({ purpose: z.literal("sign-in"), ...bound }),
  z.object({ purpose: z.literal("step-up"), ...ownSession, ...bound }),
]);

/** What was asked of whom, kept by the browser itself, sealed. */
export type Ceremony = z.infer<typeof shape>;
type Purpose = Ceremony["purpose"];
type Timeless<C> = C extends Ceremony ? Omit<C, "expiresAt"> : never;

/** Seals a ceremony that must be finished within two minutes, by this server's clock. */
export function sealCeremony(ceremony: Timeless<Ceremony>): Promise<string> {
  return seal("ceremony", { ...ceremony, expiresAt: Date.now() + ceremonySeconds * 1000 });
}

/** What a sealed ceremony must match. The session is read only for one that is bound to it. */
export type Holder = { browser: string | null; sessionId: () => Promise<string | null> };

/**
 * Opens a sealed ceremony and checks everything that it is bound to.
 * @returns the ceremony, or `ceremony-invalid` or `ceremony-expired`
 */
export async function openCeremony<P extends Purpose>(
  sealed: string,
  purposes: readonly P[],
  holder: Holder,
): Promise<Extract<Ceremony, { purpose: P }> | Refusal> {
  const ceremony = await openSeal("ceremony", shape, sealed);
  if (!ceremony) return refuse("ceremony-invalid", "seal");
  if (!hasPurpose(ceremony, purposes)) return refuse("ceremony-invalid", "purpose");
  if (ceremony.browser !== holder.browser) return refuse("ceremony-invalid", "browser");
  if (ceremony.expiresAt <= Date.now()) return refuse("ceremony-expired");
  if ("session" in ceremony && ceremony.session !== (await holder.sessionId())) {
    return refuse("ceremony-invalid", "session");
  }
  return ceremony;
}

const hasPurpose = <P extends Purpose>(
  ceremony: Ceremony,
  purposes: readonly P[],
): ceremony is Extract<Ceremony, { purpose: P }> =>
  (purposes as readonly Purpose[]).includes(ceremony.purpose);
