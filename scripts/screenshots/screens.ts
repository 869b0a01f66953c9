import type { Page } from "playwright";
import { closePasskeyWindow, offerRemoval, offerRename, offerStepUp } from "./states.ts";

/** One screen, as one person sees it. */
export type Screen = {
  /** What its pictures are called. */
  name: string;
  path: string;
  as: "nobody" | "demo" | "newcomer";
  /** What the person does there before the picture. */
  act?: (page: Page) => Promise<void>;
  /** Whether it is also taken in the other languages. */
  translated?: boolean;
};

/** Where the service is that some screens speak of. */
export const guardedHost = "wiki.localhost:8080";
const returning = `?return_to=${encodeURIComponent(`http://${guardedHost}/admin`)}`;

/** Every screen, and the states of them that are worth a picture. */
export const screens: Screen[] = [
  { name: "front", path: "/", as: "nobody" },
  { name: "sign-in", path: "/sign-in", as: "nobody", translated: true },
  { name: "sign-in-closed", path: "/sign-in", as: "nobody", act: closePasskeyWindow },
  { name: "sign-up", path: "/sign-up", as: "nobody" },
  { name: "help", path: "/help", as: "nobody" },
  { name: "not-found", path: "/no/such/page", as: "nobody" },
  { name: "offline", path: "/offline", as: "nobody" },
  { name: "account-deleted", path: "/account-deleted", as: "nobody" },
  { name: "recover", path: "/recover", as: "nobody" },
  { name: "recover-by-mail", path: "/recover/by-mail", as: "nobody" },
  { name: "sign-in-phone", path: "/sign-in/phone", as: "nobody" },
  { name: "home-new", path: "/home", as: "newcomer" },
  { name: "passkey-here", path: "/passkey-here", as: "newcomer" },
  { name: "home", path: "/home", as: "demo" },
  { name: "example", path: "/home/example", as: "demo" },
  { name: "account", path: "/account", as: "demo" },
  { name: "profile", path: "/account/profile", as: "demo" },
  { name: "passkeys", path: "/account/passkeys", as: "demo", translated: true },
  { name: "passkeys-rename", path: "/account/passkeys", as: "demo", act: offerRename },
  { name: "passkeys-remove", path: "/account/passkeys", as: "demo", act: offerRemoval },
  { name: "step-up", path: "/account/passkeys", as: "demo", act: offerStepUp },
  { name: "add-device", path: "/account/passkeys/link", as: "demo" },
  { name: "approve", path: "/approve", as: "demo" },
  { name: "sessions", path: "/account/sessions", as: "demo" },
  { name: "recovery", path: "/account/recovery", as: "demo" },
  { name: "activity", path: "/account/activity", as: "demo" },
  { name: "gate-confirm", path: `/gate/confirm${returning}`, as: "demo" },
  { name: "gate-no-access", path: `/gate/no-access${returning}`, as: "demo" },
  { name: "gate-unknown", path: "/gate/unknown", as: "demo" },
  { name: "delete", path: "/account/delete", as: "demo" },
];
