import { expect, test } from "vitest";
import { emailField, nameField } from "./fields.ts";

test.each(["ada@example.com", "  ada@example.com ", "ada+news@mail.example.co.uk"])(
  "takes the address %j",
  (address) => {
    expect(emailField.parse(address)).toBe(address.trim());
  },
);

test.each(["", "ada", "ada@", "@example.com", "a b@example.com", "ada@example.com\u0000", 7, null])(
  "refuses the address %j",
  (address) => {
    expect(emailField.safeParse(address).success).toBe(false);
  },
);

test("refuses an address over 254 characters", () => {
  expect(emailField.safeParse(`${"a".repeat(250)}@example.com`).success).toBe(false);
});

test.each(["iPhone", "  Küche 🔑  ", "x".repeat(64)])("takes the name %j", (name) => {
  expect(nameField.parse(name)).toBe(name.trim());
});

test.each(["", "   ", "x".repeat(65), "two\nlines", "nul\u0000", "half \ud800", null])(
  "refuses the name %j",
  (name) => {
    expect(nameField.safeParse(name).success).toBe(false);
  },
);
