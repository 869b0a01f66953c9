import type { AuthenticationResponseJSON } from "@simplewebauthn/browser";
import { beginAuthentication, finishAuthentication, type Visitor } from "./authenticate.ts";

/** WebAuthn Level 3 §5.1.4 `uiMode`: show what this device holds, or refuse without a window. */
type ImmediateOptions = CredentialRequestOptions & { uiMode: "immediate" };

/**
 * Signs in with a passkey of this very device, where it holds one and the person takes it.
 * @returns null for whatever else happened, to be followed by the sign-in page
 */
export async function signInAtOnce(): Promise<Visitor | null> {
  const begun = await beginAuthentication("sign-in");
  if (!begun.ok) return null;
  const { options } = begun.value;
  try {
    // SimpleWebAuthn has no such mode: the browser's own parsing does for this one call. Its types
    // differ in extensions alone, of which we ask for none.
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      options as PublicKeyCredentialRequestOptionsJSON,
    );
    const request: ImmediateOptions = { publicKey, uiMode: "immediate" };
    const used = await navigator.credentials.get(request);
    if (!(used instanceof PublicKeyCredential)) return null;
    const response = used.toJSON() as AuthenticationResponseJSON;
    const finished = await finishAuthentication({ ...begun.value, response });
    return finished.ok ? finished.value : null;
  } catch {
    return null;
  }
}
