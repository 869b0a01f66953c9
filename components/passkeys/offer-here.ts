import type { Visitor } from "./authenticate.ts";
import { readCapabilities } from "./read-capabilities.ts";

const key = "passkey-here-asked-at";
const quietMs = 30 * 24 * 3600 * 1000;

/**
 * Tells whether to offer a visitor a passkey on this device: it has none of the account as far as
 * this sign-in shows, it could hold one, and nobody was asked in this browser for 30 days.
 */
export async function mayOfferHere({ fromElsewhere }: Visitor): Promise<boolean> {
  if (!fromElsewhere) return false;
  try {
    const askedAt = Number(localStorage.getItem(key));
    if (Date.now() - askedAt < quietMs) return false;
  } catch {
    // Without a memory it would ask every time.
    return false;
  }
  return (await readCapabilities()).passkeyPlatformAuthenticator !== false;
}

/** Keeps the offer from being made in this browser for 30 days. */
export function quietOffer(): void {
  try {
    localStorage.setItem(key, String(Date.now()));
  } catch {
    // Where nothing can be kept, nothing is offered in the first place.
  }
}
