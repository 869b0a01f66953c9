import { expect, test } from "vitest";
import { kindOfPasskey, namePasskey } from "./name-passkey.ts";

const zeros = "00000000-0000-0000-0000-000000000000";
const onMac =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const onAndroid =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36";

const made = { aaguid: zeros, transports: ["internal" as const], backupEligible: false };

test.each([
  ["1Password", "bada5566-a7aa-401f-bd96-45619a55120d"],
  ["Google Password Manager", "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"],
  ["Ledger Nano X", "fcb1bcb4-f370-078c-6993-bc24d0ae3fbe"],
])("the name %s comes from the AAGUID, without words of the trade", (name, aaguid) => {
  expect(namePasskey({ ...made, aaguid }, onMac, [])).toBe(name);
});

test("an unknown AAGUID falls back to browser and system, then to the kind", () => {
  expect(namePasskey(made, onMac, [])).toBe("Chrome on macOS");
  expect(
    namePasskey({ ...made, aaguid: "01020304-0506-0708-0102-030405060708" }, onAndroid, []),
  ).toBe("Chrome on Android");
  expect(namePasskey(made, null, [])).toBe("This computer");
  expect(namePasskey({ ...made, transports: ["usb"] }, onMac, [])).toBe("Security key");
});

test("duplicates are numbered", () => {
  expect(namePasskey(made, onMac, ["Chrome on macOS"])).toBe("Chrome on macOS 2");
  expect(namePasskey(made, onMac, ["Chrome on macOS", "Chrome on macOS 2", "Mine"])).toBe(
    "Chrome on macOS 3",
  );
});

test.each([
  ["computer", { transports: ["internal"] }, onMac],
  ["phone", { transports: ["internal"] }, onAndroid],
  ["phone", { transports: ["hybrid"] }, onMac],
  ["security-key", { transports: ["usb", "nfc"] }, onMac],
  ["password-manager", { transports: ["internal", "hybrid"], backupEligible: true }, onMac],
  ["computer", { transports: [] }, null],
] as const)("%s: %j", (kind, change, userAgent) => {
  const transports = [...change.transports];
  expect(kindOfPasskey({ ...made, ...change, transports }, userAgent)).toBe(kind);
});
