type Details = { rpId: string; userId: string; email: string; name: string | null };

/**
 * Tells the browser's password managers what the account is called now, so that they show it so
 * (WebAuthn Level 3 §5.1.10.4): as it was said when the passkeys were made.
 */
export async function signalCurrentDetails({ rpId, userId, email, name }: Details): Promise<void> {
  try {
    await window.PublicKeyCredential?.signalCurrentUserDetails?.({
      rpId,
      userId,
      name: email,
      displayName: name ?? email,
    });
  } catch {
    // A courtesy to the password manager: nothing that a person would want to hear of.
  }
}
