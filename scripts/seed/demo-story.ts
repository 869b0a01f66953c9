import { days, hours, minutes } from "./moments.ts";
import { type Line, type Story, toSteps } from "./story.ts";

/** The passkey whose private key is written to a file: one that a Chromium would hold. */
export const openPasskey = "google";

const longAgo: Line[] = [
  [243 * days, "account-create", "mac"],
  [243 * days, "passkey-add", "mac", { passkey: "apple" }],
  [243 * days, "sign-in", "mac", { passkey: "apple", session: "243" }],
  [243 * days - 2 * minutes, "account-rename", "mac", { session: "243" }],
  [201 * days, "sign-in", "android", { passkey: "apple", session: "201" }],
  [201 * days - minutes, "passkey-add", "android", { passkey: "samsung", session: "201" }],
  [182 * days, "sign-in", "laptop", { passkey: "samsung", session: "182" }],
  [182 * days - 2 * minutes, "passkey-add", "laptop", { passkey: "laptop", session: "182" }],
  [182 * days - 3 * minutes, "passkey-rename", "laptop", { passkey: "laptop", session: "182" }],
  [147 * days, "sign-in", "mac", { passkey: "apple", session: "147" }],
  [147 * days - minutes, "passkey-add", "mac", { passkey: "yubiKey", session: "147" }],
  [96 * days, "sign-in", "android", { passkey: "apple", session: "96" }],
  [96 * days - minutes, "passkey-add", "android", { passkey: "google", session: "96" }],
  [95 * days, "sign-in", "mac", { passkey: "apple", session: "95" }],
  [95 * days - minutes, "passkey-revoke", "mac", { passkey: "samsung", session: "95" }],
  [47 * days, "sign-in", "linux", { passkey: "yubiKey", session: "47" }],
  [47 * days - 40 * minutes, "sign-out", "linux", { session: "47" }],
];

const lastWeeks: Line[] = [
  [35 * days, "sign-in", "macChrome", { passkey: "google", session: "35" }],
  [35 * days - 3 * minutes, "passkey-add", "macChrome", { passkey: "bitwarden", session: "35" }],
  [33 * days, "sign-in", "laptop", { passkey: "laptop", session: "33" }],
  [29 * days, "sign-in", "iPhone", { passkey: "apple", reason: "user-verification" }],
  [29 * days - minutes, "sign-in", "iPhone", { passkey: "apple", session: "29" }],
  [26 * days, "sign-in", "laptop", { passkey: "laptop", session: "26" }],
  [26 * days - 8 * hours, "sign-out", "laptop", { session: "26" }],
  [24 * days, "sign-in", "android", { passkey: "samsung", reason: "revoked" }],
  [24 * days - minutes, "sign-in", "android", { passkey: "google", session: "24" }],
  [19 * days, "sign-in", "guest", { passkey: "google", session: "19 guest" }],
  [19 * days - 3 * hours, "sign-in", "mac", { passkey: "apple", session: "19" }],
  [19 * days - 3 * hours - minutes, "session-end", "mac", { session: "19 guest" }],
  [12 * days, "sign-in", "macChrome", { passkey: "bitwarden", session: "12" }],
  [12 * days, "passkey-flag", "macChrome", { passkey: "bitwarden" }],
  [9 * days, "sign-in", "unknown", { passkey: "yubiKey", reason: "counter" }],
  [9 * days, "passkey-flag", "unknown", { passkey: "yubiKey" }],
  [9 * days - minutes, "sign-in", "unknown", { passkey: "yubiKey", reason: "counter" }],
  [6 * days, "sign-in", "guest", { passkey: "google", session: "6" }],
  [6 * days - minutes, "passkey-add", "guest", { session: "6", reason: "passkey-exists" }],
  [6 * days - 2 * minutes, "passkey-add", "guest", { passkey: "phone", session: "6" }],
  [6 * days - 3 * minutes, "passkey-rename", "guest", { passkey: "phone", session: "6" }],
  [5 * days, "sign-in", "iPhone", { passkey: "apple", session: "5" }],
  [3 * days, "sign-in", "laptop", { passkey: "laptop", session: "3" }],
  [3 * days - 7 * hours, "step-up", "laptop", { passkey: "laptop", reason: "user-verification" }],
  [3 * days - 7 * hours - minutes, "step-up", "laptop", { passkey: "laptop", session: "3" }],
  [3 * days - 8 * hours, "sign-out", "laptop", { session: "3" }],
];

const today: Line[] = [
  [20 * hours, "sign-in", "iPhone", { passkey: "apple", session: "iPhone" }],
  [9 * hours, "sign-in", "android", { passkey: "google", session: "Pixel" }],
  [5 * hours, "sign-in", "macChrome", { passkey: "google", session: "Chrome" }],
  [4 * hours, "sign-in", "mac", { passkey: "apple", session: "Mac" }],
  [130 * minutes, "sign-in", "laptop", { passkey: "laptop", session: "laptop" }],
  [4 * minutes, "step-up", "mac", { passkey: "apple", session: "Mac" }],
];

/** The demo account: its passkeys are of every kind and state that their screen tells apart. */
export const demoStory: Story = {
  email: "alex@example.com",
  name: "Alex Rivers",
  verified: true,
  passkeys: {
    apple: { model: "applePasswords" },
    samsung: { model: "samsungPass" },
    laptop: { model: "windowsHello", renamed: "Work laptop", counter: 61 },
    yubiKey: { model: "yubiKey", counter: 214 },
    google: { model: "googlePasswordManager" },
    bitwarden: { model: "bitwardenOffline" },
    phone: { model: "phone", renamed: "Pixel 9" },
  },
  // The idle limit is an hour (lib/sessions/lifetime.ts).
  open: {
    Mac: 2 * minutes,
    Chrome: 11 * minutes,
    laptop: 18 * minutes,
    Pixel: 27 * minutes,
    iPhone: 34 * minutes,
  },
  steps: toSteps([...longAgo, ...lastWeeks, ...today]),
};
