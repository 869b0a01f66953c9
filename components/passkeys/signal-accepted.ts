import type { AcceptedPasskeys } from "#lib/passkeys/list-accepted.ts";

/**
 * Tells the browser's password managers which of our passkeys still open this account, so that they
 * stop offering the others (WebAuthn Level 3 §5.1.10.2). Whatever is left out is lost to the person:
 * give it a list that the server has just sent, never one that could not be read.
 */
export async function signalAccepted({ rpId, userId, passkeys }: AcceptedPasskeys): Promise<void> {
  const allAcceptedCredentialIds = passkeys.map(({ credentialId }) => credentialId);
  try {
    await window.PublicKeyCredential?.signalAllAcceptedCredentials?.({
      rpId,
      userId,
      allAcceptedCredentialIds,
    });
  } catch {
    // A courtesy to the password manager: nothing that a person would want to hear of.
  }
}
