import {
  type PublicKeyCredentialCreationOptionsJSON,
  startRegistration,
} from "@simplewebauthn/browser";
import type { Owner } from "./authenticate.ts";
import { checkSupport } from "./check-support.ts";
import { failed, type Outcome } from "./failure.ts";
import { openWindow } from "./open-window.ts";
import { request } from "./request.ts";

type Begun = { ceremony: string; options: PublicKeyCredentialCreationOptionsJSON };

/** Runs a whole ceremony that makes a passkey, in the browser's passkey window. */
export async function createPasskey(body: object): Promise<Outcome<Owner>> {
  const missing = checkSupport();
  if (missing) return failed(missing);
  const begun = await request<Begun>("POST", "/api/webauthn/registration/options", body);
  if (!begun.ok) return begun;
  const { ceremony, options } = begun.value;
  const made = await openWindow("create", options.timeout, () =>
    startRegistration({ optionsJSON: options }),
  );
  if (!made.ok) return made;
  return await request<Owner>("POST", "/api/webauthn/registration/verification", {
    ceremony,
    response: made.value,
  });
}
