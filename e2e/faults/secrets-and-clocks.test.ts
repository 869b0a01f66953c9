import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { describeChanges, snapshotAll } from "#e2e/support/describe-changes.ts";
import { HttpClient } from "#e2e/support/http-client.ts";
import {
  addPasskey,
  prepareAuthentication,
  signIn,
  verifyAuthentication,
} from "#e2e/support/run-ceremonies.ts";
import { serveOn } from "#e2e/support/serve-on-database.ts";
import { newMember, newVisitor } from "#e2e/support/visitor.ts";

const databaseUrl = process.env.DATABASE_URL ?? "";
/** Where people find every instance of these tests; requests go to one of them. */
const origin = "http://localhost:3000";

const serve = async (settings: Record<string, string>) => {
  const app = await serveOn(databaseUrl, settings, origin);
  onTestFinished(app.putAway);
  const transport = (request: Request) =>
    fetch(new Request(`${app.origin}${new URL(request.url).pathname}`, request));
  return { ...app, transport };
};

type Instance = Awaited<ReturnType<typeof serve>>;

/** The same browser, whose requests reach another instance. */
const sentTo = (instance: Instance, { cookies }: HttpClient) => {
  const browser = new HttpClient(origin, {}, instance.transport);
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  return browser;
};

const old = "an old secret that seals nothing but these tests";
const fresh = "a new secret that seals nothing but these tests";

test("under a new session secret everybody is signed out in clear words, and nothing changes", async () => {
  const before = await serve({ SESSION_SECRET: old });
  const { browser, authenticator } = await newMember(origin, before.transport);
  const begun = await prepareAuthentication(browser, authenticator, {});
  const after = await serve({ SESSION_SECRET: fresh });
  const stored = await snapshotAll();
  const later = sentTo(after, browser);

  const account = await later.get("/api/account");
  const verified = await verifyAuthentication(later, begun);

  expect(account).toMatchObject({ status: 401, body: { code: "signed-out" } });
  expect(verified).toMatchObject({ status: 400, body: { code: "ceremony-invalid" } });
  expect(describeChanges(stored, await snapshotAll())).toBe("");
  expect((await signIn(later, authenticator)).status).toBe(200);
});

test("with the new secret in front of the old one nobody is signed out", async () => {
  const before = await serve({ SESSION_SECRET: old });
  const { browser, authenticator } = await newMember(origin, before.transport);
  const begun = await prepareAuthentication(browser, authenticator, {});
  const after = await serve({ SESSION_SECRET: `${fresh},${old}` });
  const later = sentTo(after, browser);

  expect((await later.get("/api/account")).status).toBe(200);
  expect((await verifyAuthentication(later, begun)).status).toBe(200);
});

const shifted = (minutes: string) => ({
  CLOCK_SHIFT_MINUTES: minutes,
  NODE_OPTIONS: `--import ${join(import.meta.dirname, "../support/shift-clock.ts")}`,
});

test.for(["10", "-10"])(
  "with a clock %s minutes off a sign-in is done or too late, and sessions hold",
  async (minutes) => {
    const right = await serve({});
    const wrong = await serve(shifted(minutes));
    const { browser, authenticator } = await newMember(origin, right.transport);
    const ahead = minutes === "10";
    const answers = [];
    for (const [first, second] of [
      [right, wrong],
      [wrong, right],
      [wrong, wrong],
    ] as const) {
      const visitor = new HttpClient(origin, {}, first.transport);
      const begun = await prepareAuthentication(visitor, authenticator, {});
      const { status, body } = await verifyAuthentication(sentTo(second, visitor), begun);
      answers.push(status === 200 ? "done" : (body as unknown as { code: string }).code);
    }

    // A clock that is behind finds every ceremony fresh; one ahead finds those of others too old.
    expect(answers).toEqual(
      ahead ? ["ceremony-expired", "done", "done"] : ["done", "ceremony-expired", "done"],
    );
    expect((await sentTo(wrong, browser).get("/api/account")).status).toBe(200);
    const added = await addPasskey(sentTo(wrong, browser), newVisitor(origin).authenticator);
    expect(added.status).toBe(201);
    const entered = new HttpClient(origin, {}, wrong.transport);
    expect((await signIn(entered, authenticator)).status).toBe(200);
    expect((await sentTo(right, entered).get("/api/account")).status).toBe(200);
    expect(await readFile(right.logFile, "utf8")).not.toContain("clocks");
    const warned = /clocks .* differ by (599|600|601) s/;
    expect(await readFile(wrong.logFile, "utf8")).toMatch(warned);
  },
);
