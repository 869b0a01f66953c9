import { expect, test } from "vitest";
import { kindOfPasskey, namePasskey } from "./name-passkey.ts";

const zeros = "00000000-0000-0000-0000-000000000000";
const macOs =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const android =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36";
const onMac = { userAgent: macOs, locale: "en" } as const;
const onAndroid = { userAgent: android, locale: "en" } as const;

const made = { aaguid: zeros, transports: ["internal" as const], backupEligible: false };

test.each([
  ["1Password", "bada5566-a7aa-401f-bd96-45619a55120d"],
  ["Google Password Manager", "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"],
  ["Ledger Nano X", "fcb1bcb4-f370-078c-6993-bc24d0ae3fbe"],
])("the name %s comes from the AAGUID, without words of the trade", async (name, aaguid) => {
  expect(await namePasskey({ ...made, aaguid }, onMac, [])).toBe(name);
});

test("an unknown AAGUID falls back to browser and system, then to the kind", async () => {
  const unknown = { ...made, aaguid: "01020304-0506-0708-0102-030405060708" };
  const nobody = { userAgent: null, locale: "en" } as const;
  expect(await namePasskey(made, onMac, [])).toBe("Chrome on macOS");
  expect(await namePasskey(unknown, onAndroid, [])).toBe("Chrome on Android");
  expect(await namePasskey(made, nobody, [])).toBe("This computer");
  expect(await namePasskey({ ...made, transports: ["usb"] }, onMac, [])).toBe("Security key");
});

test("the name is in the person's language", async () => {
  expect(await namePasskey(made, { ...onMac, locale: "de" }, [])).toBe("Chrome auf macOS");
  const key = { ...made, transports: ["usb" as const] };
  expect(await namePasskey(key, { ...onMac, locale: "de" }, [])).toBe("Sicherheitsschlüssel");
});

test("duplicates are numbered", async () => {
  const taken = ["Chrome on macOS", "Chrome on macOS 2", "Mine"];
  expect(await namePasskey(made, onMac, taken.slice(0, 1))).toBe("Chrome on macOS 2");
  expect(await namePasskey(made, onMac, taken)).toBe("Chrome on macOS 3");
});

test.each([
  ["computer", { transports: ["internal"] }, macOs],
  ["phone", { transports: ["internal"] }, android],
  ["phone", { transports: ["hybrid"] }, macOs],
  ["security-key", { transports: ["usb", "nfc"] }, macOs],
  ["password-manager", { transports: ["internal", "hybrid"], backupEligible: true }, macOs],
  ["computer", { transports: [] }, null],
] as const)("%s: %j", (kind, change, userAgent) => {
  const transports = [...change.transports];
  expect(kindOfPasskey({ ...made, ...change, transports }, userAgent)).toBe(kind);
});
