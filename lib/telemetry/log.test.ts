import { DrizzleQueryError } from "drizzle-orm";
import pino from "pino";
import { beforeEach, expect, test } from "vitest";
import { log } from "./log.ts";

let lines = "";

beforeEach(() => {
  lines = "";
  const write = (line: string) => {
    lines += line;
  };
  Object.assign(log, { [pino.symbols.streamSym]: { write } });
});

test.each([
  { cookie: "hidden" },
  { headers: { authorization: "hidden", "set-cookie": ["hidden"] } },
  { request: { body: { ceremony: "hidden", challenge: "hidden" } } },
  { password: "hidden", secret: "hidden", token: "hidden" },
])("blanks secrets by their name: %j", (logged) => {
  log.info(logged, "words");
  expect(lines).toContain("words");
  expect(lines).not.toContain("hidden");
});

test("a failed statement tells no parameters", () => {
  const cause = Object.assign(new Error("canceling statement"), { code: "57014" });
  log.error({ err: new DrizzleQueryError("select $1", ["hidden"], cause) }, "failed");
  expect(JSON.parse(lines)).toMatchObject({ err: { code: "57014", message: cause.message } });
  expect(lines).not.toContain("hidden");
});

test("the code of a refusal stays legible", () => {
  log.info({ code: "code-rejected", reason: "unknown-or-used" });
  expect(JSON.parse(lines)).toMatchObject({ code: "code-rejected", reason: "unknown-or-used" });
});
