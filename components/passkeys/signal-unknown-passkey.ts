/**
 * Tells the password manager that the server knows this passkey no longer, so that it isn't offered
 * again (WebAuthn Level 3 §5.1.10.2). It deletes for good: only for the server's own
 * `passkey-unknown`, never on a guess.
 */
export async function signalUnknownPasskey(rpId: string, credentialId: string): Promise<void> {
  try {
    await PublicKeyCredential.signalUnknownCredential?.({ rpId, credentialId });
  } catch {
    // A courtesy: the sign-in says by itself that the passkey is no longer known.
  }
}
