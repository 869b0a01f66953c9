import { type ProblemCode, problems } from "#lib/errors.ts";
import { signInPath } from "#lib/next-path.ts";
import type { BrowserFailureKind, FailureKind } from "./failure.ts";

/** What happened, what to do, and where to go for it. */
export type Words = { title: string; advice: string; link?: { href: string; label: string } };

const toPasskeys = { href: "/account/passkeys", label: "Show your passkeys" };

const unexpected: Words = {
  title: "Something went wrong",
  advice: "Nothing has changed. Reload the page and try again.",
};

const wrongAddress: Words = {
  title: "Passkeys don't work at this address",
  advice: "They work only at the site's own address. Open it there and try again.",
};

const ofTheBrowser: Record<BrowserFailureKind, Words> = {
  unreachable: {
    title: "We could not be reached",
    advice: "Check your connection, then try again.",
  },
  unsupported: {
    title: "This browser can't use passkeys",
    advice: "Open this page in an up-to-date Chrome, Edge, Firefox or Safari.",
  },
  "in-app-browser": {
    title: "Passkeys don't work inside another app",
    advice: "Open this page in your main browser: the app's menu often has a way to do so.",
  },
  "insecure-page": {
    title: "This connection is not secure",
    advice: "Passkeys need a secure one. Open the site at its own address, which has it.",
  },
  "use-not-opened": {
    title: "The passkey window did not open",
    advice: "Press the button to try again, or use the device that holds your passkey.",
  },
  "use-stopped": {
    title: "The passkey window was closed",
    advice:
      "Nothing has changed. Press the button to try again, or choose another device in the window.",
  },
  "use-timed-out": {
    title: "This took too long",
    advice: "The passkey window closed by itself. Press the button to try again.",
  },
  "use-none-here": {
    title: "Perhaps your passkey is on another device",
    advice:
      "This one may hold none for this site. Try again and choose a phone, a security key or another password manager in the window.",
  },
  "create-stopped": {
    title: "No passkey was created",
    advice: "Nothing has changed. Press the button to try again, now or later.",
  },
  "create-timed-out": {
    title: "This took too long",
    advice: "No passkey was created. Press the button to try again.",
  },
  "create-not-saved": {
    title: "This device did not save a passkey",
    advice:
      "Is its screen lock on? Turn it on and try again, or choose a phone or a security key in the window.",
  },
  "already-here": {
    title: "You already have a passkey here",
    advice:
      "This device or password manager holds one for this account, so it can't hold another. Choose another device in the window, or use the one you have.",
    link: toPasskeys,
  },
  "cannot-store": {
    title: "This security key can't hold a passkey",
    advice:
      "It has no room for passkeys, or no PIN yet. Set a PIN, or use another security key, a phone or this device.",
  },
  "no-screen-lock": {
    title: "This device has no screen lock",
    advice:
      "Turn one on (a PIN, fingerprint or face), then try again. Or choose another device in the window.",
  },
  "device-unsuited": {
    title: "This device can't do that",
    advice:
      "It may have no screen lock, or may not know this kind of passkey. Try again and choose another device in the window.",
  },
  "wrong-address": wrongAddress,
  "window-open": {
    title: "Another passkey window is open",
    advice: "Close it, perhaps in another tab, then try again.",
  },
  "no-answer": {
    title: "Your password manager did not answer",
    advice: "Unlock it, then try again. Or choose another device in the window.",
  },
  "not-confirmed": {
    title: "You did not confirm that it's you",
    advice: "Everything is as it was. Start again whenever you like.",
  },
  unexpected,
};

/** The server's own words are for people, but for these, which speak to programs or lead on. */
const ofTheServer: Partial<Record<ProblemCode, Words>> = {
  "body-too-large": unexpected,
  "content-type": unexpected,
  "cross-origin": wrongAddress,
  "signed-out": {
    title: problems["signed-out"].title,
    advice: "Your session has ended. Sign in, then try again.",
    link: { href: "/sign-in", label: "Sign in" },
  },
  "passkey-limit": {
    title: problems["passkey-limit"].title,
    advice: problems["passkey-limit"].detail,
    link: toPasskeys,
  },
};

const isOfTheServer = (kind: FailureKind): kind is ProblemCode => kind in problems;

const wordsOf = (kind: FailureKind): Words => {
  if (!isOfTheServer(kind)) return ofTheBrowser[kind];
  const { title, detail } = problems[kind];
  return ofTheServer[kind] ?? { title, advice: detail };
};

/** Every kind of failure that there is. */
export const failureKinds = [
  ...Object.keys(ofTheBrowser),
  ...Object.keys(problems),
] as FailureKind[];

/** A way that depends on the page, whose address at the site's own origin this is. */
const wayFrom = (page: URL, kind: FailureKind): Words["link"] => {
  switch (kind) {
    case "wrong-address":
    case "insecure-page":
    case "cross-origin":
      return { href: page.href, label: `Open ${page.host}` };
    case "signed-out":
      return { href: signInPath(page.pathname + page.search), label: "Sign in" };
  }
};

/**
 * Gives the words for a failure of any kind.
 * @param ownAddress the page where it is shown, at the address where passkeys work
 */
export function explainFailure(kind: FailureKind, ownAddress?: string): Words {
  const words = wordsOf(kind);
  const way = ownAddress && wayFrom(new URL(ownAddress), kind);
  return way ? { ...words, link: way } : words;
}
