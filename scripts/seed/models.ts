import type { passkeys } from "#db/schema.ts";

type Model = Pick<
  typeof passkeys.$inferInsert,
  "name" | "kind" | "aaguid" | "transports" | "backupEligible" | "backedUp"
>;

/** Passkeys as real providers make them, and as the product names them by their AAGUIDs. */
export const models = {
  applePasswords: {
    name: "Apple Passwords",
    kind: "password-manager",
    aaguid: "fbfc3007-154e-4ecc-8c0b-6e020557d7bd",
    transports: ["hybrid", "internal"],
    backupEligible: true,
    backedUp: true,
  },
  googlePasswordManager: {
    name: "Google Password Manager",
    kind: "password-manager",
    aaguid: "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4",
    transports: ["hybrid", "internal"],
    backupEligible: true,
    backedUp: true,
  },
  onePassword: {
    name: "1Password",
    kind: "password-manager",
    aaguid: "bada5566-a7aa-401f-bd96-45619a55120d",
    transports: ["hybrid", "internal"],
    backupEligible: true,
    backedUp: true,
  },
  /** Bitwarden, in a vault that has not reached its server yet. */
  bitwardenOffline: {
    name: "Bitwarden",
    kind: "password-manager",
    aaguid: "d548826e-79b4-db40-a3d8-11116f7e8349",
    transports: ["internal"],
    backupEligible: true,
    backedUp: false,
  },
  samsungPass: {
    name: "Samsung Pass",
    kind: "password-manager",
    aaguid: "53414d53-554e-4700-0000-000000000000",
    transports: ["hybrid", "internal"],
    backupEligible: true,
    backedUp: true,
  },
  windowsHello: {
    name: "Windows Hello",
    kind: "computer",
    aaguid: "08987058-cadc-4b81-b6e1-30de50dcbe96",
    transports: ["internal"],
    backupEligible: false,
    backedUp: false,
  },
  yubiKey: {
    name: "YubiKey 5 Series with NFC",
    kind: "security-key",
    aaguid: "2fc0579f-8113-47ea-b116-bb5a8db9202a",
    transports: ["nfc", "usb"],
    backupEligible: false,
    backedUp: false,
  },
  /** A phone that was reached by a QR code, and tells no model. */
  phone: {
    name: "Phone",
    kind: "phone",
    aaguid: "00000000-0000-0000-0000-000000000000",
    transports: ["hybrid"],
    backupEligible: false,
    backedUp: false,
  },
} satisfies Record<string, Model>;
