import type { Messages } from "#lib/i18n/read-messages.ts";
import { signInPath } from "#lib/next-path.ts";
import type { FailureKind } from "./failure.ts";

/** A failure's words in the catalogues, under `failures`. */
export type FailureWords = Exclude<keyof Messages["failures"], "links">;

/** Where to go on, and the link's words under `failures.links`. */
export type WayOn = { href: string; words: keyof Messages["failures"]["links"]; host: string };

/** What a browser of ours never causes is told as what it comes to for the person. */
const toldAs = {
  "body-too-large": "unexpected",
  "content-encoding": "unexpected",
  "content-type": "unexpected",
  "cross-origin": "wrong-address",
} as const;

/** Finds the words for a failure of any kind. */
export function wordsFor(kind: FailureKind): FailureWords {
  return kind in toldAs ? toldAs[kind as keyof typeof toldAs] : (kind as FailureWords);
}

/**
 * Finds the place that helps with a failure.
 * @param ownAddress the page where it is shown, at the address where passkeys work
 */
export function wayOn(kind: FailureKind, ownAddress?: string): WayOn | undefined {
  const page = ownAddress ? new URL(ownAddress) : undefined;
  const host = page?.host ?? "";
  switch (kind) {
    case "wrong-address":
    case "insecure-page":
    case "cross-origin":
      return page && { href: page.href, words: "open", host };
    case "signed-out":
      return {
        href: page ? signInPath(page.pathname + page.search) : "/sign-in",
        words: "signIn",
        host,
      };
    case "already-here":
    case "passkey-limit":
      return { href: "/account/passkeys", words: "passkeys", host };
  }
}
