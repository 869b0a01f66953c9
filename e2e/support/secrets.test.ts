import { expect, test } from "vitest";
import { findSecrets, secretInCookie, secretsIn, secretsInMail } from "./secrets.ts";

test("secrets are found in bodies by the members that carry them", () => {
  const body = { ceremony: "sealed", options: { challenge: "random", rpId: "localhost" } };
  expect(secretsIn(body)).toEqual(["sealed", "random"]);
  expect(secretsIn({ codes: ["AAAA-BBBB", "x"], name: "long enough" })).toEqual(["AAAA-BBBB"]);
});

test("in cookies, but for a chosen language or theme", () => {
  const value = "Fe26.2*sealed*and*long";
  expect(secretInCookie(`session=${value}; Path=/`)).toEqual([value]);
  expect(secretInCookie("theme=dark; Path=/")).toEqual([]);
});

test("and in mails", () => {
  const token = "a".repeat(43);
  const text = `Hello,\n\n  123456\n\nhttps://app.example.com/confirm-email#${token}\n`;
  expect(secretsInMail(text)).toEqual(["123456", token]);
});

test.each([
  ['{"token":"0123456789"}', ["0123456789"]],
  ["at 10:11:12.123456Z", []],
  ['{"requestId":"00000000-1234-4123-8123-000123456000"}', []],
  [`x${"b".repeat(30)}x`, ["b".repeat(30)]],
])("in a log they are looked for as words, long ones anywhere: %s", (text, found) => {
  expect(findSecrets(text, ["0123456789", "123456", "b".repeat(30)])).toEqual(found);
});
