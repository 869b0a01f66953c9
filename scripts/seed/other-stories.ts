import type { Browser } from "./browsers.ts";
import { days, hours, minutes } from "./moments.ts";
import { type Line, type Role, type Story, toSteps } from "./story.ts";

/** Somebody in a line: when they came and were last here, and what they sign in with. */
type Person = {
  email: string;
  name: string | null;
  /** How long ago they signed up, and signed in last; in milliseconds. */
  came: number;
  last: number;
  browser: Browser;
  models: [Role["model"], ...Role["model"][]];
  suspended?: number;
};

const people: Person[] = [
  {
    email: "priya.nair@example.com",
    name: "Priya Nair",
    came: 221 * days,
    last: 3 * hours,
    browser: "macChrome",
    models: ["onePassword", "yubiKey"],
  },
  {
    email: "tomas.lindqvist@example.org",
    name: "Tomas Lindqvist",
    came: 208 * days,
    last: 26 * hours,
    browser: "linux",
    models: ["yubiKey"],
  },
  {
    email: "grace.okafor@example.com",
    name: "Grace Okafor",
    came: 190 * days,
    last: 40 * minutes,
    browser: "iPhone",
    models: ["applePasswords"],
  },
  {
    email: "m.devries@example.org",
    name: "Maarten de Vries",
    came: 163 * days,
    last: 71 * days,
    browser: "laptop",
    models: ["windowsHello"],
    suspended: 58 * days,
  },
  {
    email: "hana.sato@example.com",
    name: "Hana Sato",
    came: 139 * days,
    last: 2 * days,
    browser: "android",
    models: ["googlePasswordManager", "windowsHello"],
  },
  {
    email: "luis.ortega@example.com",
    name: "Luis Ortega",
    came: 118 * days,
    last: 9 * days,
    browser: "mac",
    models: ["applePasswords", "onePassword"],
  },
  {
    email: "f.benali@example.org",
    name: null,
    came: 97 * days,
    last: 97 * days,
    browser: "guest",
    models: ["windowsHello"],
  },
  {
    email: "zofia.wojcik@example.com",
    name: "Zofia Wójcik",
    came: 74 * days,
    last: 5 * hours,
    browser: "macChrome",
    models: ["googlePasswordManager"],
  },
  {
    email: "ben.carter@example.org",
    name: "Ben Carter",
    came: 52 * days,
    last: 20 * days,
    browser: "guest",
    models: ["bitwardenOffline"],
    suspended: 16 * days,
  },
  {
    email: "amara.diallo@example.com",
    name: "Amara Diallo",
    came: 31 * days,
    last: 4 * days,
    browser: "iPhone",
    models: ["applePasswords", "yubiKey"],
  },
  {
    email: "jonas.weber@example.com",
    name: "Jonas Weber",
    came: 12 * days,
    last: 7 * hours,
    browser: "laptop",
    models: ["windowsHello", "googlePasswordManager"],
  },
  {
    email: "k.ito@example.org",
    name: null,
    came: 26 * hours,
    last: 26 * hours,
    browser: "android",
    models: ["samsungPass"],
  },
];

const toStory = (person: Person, index: number): Story => {
  const { email, name, came, last, browser, models, suspended } = person;
  const ip = `198.51.100.${31 + index}`;
  const [passkey, second] = models;
  const lines: Line[] = [
    [came, "account-create", browser],
    [came, "passkey-add", browser, { passkey }],
    [came, "sign-in", browser, { passkey, session: "first" }],
  ];
  if (second) {
    lines.push([came - 3 * minutes, "passkey-add", browser, { passkey: second, session: "first" }]);
  }
  if (last < came) lines.push([last, "sign-in", browser, { passkey, session: "last" }]);
  if (suspended) {
    lines.push([
      suspended - 2 * days,
      "sign-in",
      browser,
      { passkey, reason: "account-suspended" },
    ]);
  }
  return {
    email,
    name,
    verified: name !== null,
    ...(suspended && { suspended }),
    passkeys: Object.fromEntries(models.map((model) => [model, { model }])),
    open: {},
    steps: toSteps(lines).map((step) => ({ ...step, ip })),
  };
};

/** The other accounts, for the screens that list people. */
export const otherStories = people.map(toStory);

/** Refusals of people who are not known here. */
export const strangers = toSteps([
  [22 * days, "sign-in", "guest", { reason: "passkey-unknown" }],
  [13 * days, "account-create", "linux", { reason: "user-verification" }],
  [9 * days, "sign-in", "unknown", { reason: "passkey-unknown" }],
  [31 * hours, "sign-in", "iPhone", { reason: "passkey-unknown" }],
]);
