import {
  type AuthenticationResponseJSON,
  type PublicKeyCredentialHint,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
} from "@simplewebauthn/browser";
import type { Account } from "#lib/accounts/account.ts";
import type { Passkey } from "#lib/passkeys/passkey.ts";
import { checkSupport } from "./check-support.ts";
import { failed, type Outcome } from "./failure.ts";
import { openWindow } from "./open-window.ts";
import { request } from "./request.ts";
import { signalUnknownPasskey } from "./signal-unknown-passkey.ts";

/** Who a passkey belongs to: what a ceremony ends with. */
export type Owner = { account: Account; passkey: Passkey };

/** The owner, and whether the passkey was on another device than this: a phone, by its camera. */
export type Visitor = Owner & { fromElsewhere: boolean };

type Begun = { ceremony: string; options: PublicKeyCredentialRequestOptionsJSON };

/** A passkey's answer, with what it answers. */
export type Answer = Begun & { response: AuthenticationResponseJSON };

/** Asks the server for a challenge. */
export function beginAuthentication(purpose: "sign-in" | "step-up"): Promise<Outcome<Begun>> {
  return request<Begun>("POST", "/api/webauthn/authentication/options", { purpose });
}

/** Shows a passkey's answer to the server, which opens or renews the session, perhaps a long one. */
export async function finishAuthentication(
  answer: Answer,
  keepSignedIn = false,
): Promise<Outcome<Visitor>> {
  const { ceremony, options, response } = answer;
  const path = "/api/webauthn/authentication/verification";
  const outcome = await request<Owner>("POST", path, { ceremony, response, keepSignedIn });
  if (outcome.ok) {
    const { transports } = outcome.value.passkey;
    const roaming = response.authenticatorAttachment === "cross-platform";
    const fromElsewhere = roaming && transports.includes("hybrid");
    return { ok: true, value: { ...outcome.value, fromElsewhere } };
  }
  if (outcome.failure.kind === "passkey-unknown" && options.rpId) {
    await signalUnknownPasskey(options.rpId, response.id);
  }
  return outcome;
}

/** Runs a whole ceremony, in the browser's passkey window; `hints` say which device it asks for. */
export async function authenticate(
  purpose: "sign-in" | "step-up",
  { hints, keepSignedIn }: { hints?: PublicKeyCredentialHint[]; keepSignedIn?: boolean } = {},
): Promise<Outcome<Visitor>> {
  const missing = checkSupport();
  if (missing) return failed(missing);
  const begun = await beginAuthentication(purpose);
  if (!begun.ok) return begun;
  const { ceremony, options } = begun.value;
  const used = await openWindow("use", options.timeout, () =>
    startAuthentication({ optionsJSON: hints ? { ...options, hints } : options }),
  );
  return used.ok
    ? await finishAuthentication({ ceremony, options, response: used.value }, keepSignedIn)
    : used;
}
