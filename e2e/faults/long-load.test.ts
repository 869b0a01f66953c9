import { readFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeChanges, snapshotAll } from "#e2e/support/describe-changes.ts";
import { newEmail } from "#e2e/support/people.ts";
import { signIn } from "#e2e/support/run-ceremonies.ts";
import { serveOn } from "#e2e/support/serve-on-database.ts";
import { newMember } from "#e2e/support/visitor.ts";

const atOnce = 200;
const seconds = 60;
const calls = 100_000;

let app: Awaited<ReturnType<typeof serveOn>>;

beforeAll(async () => {
  app = await serveOn(process.env.DATABASE_URL ?? "");
});

afterAll(() => app.putAway());

/** What the process holds in memory, in MiB (proc_pid_status(5)). */
const readMemory = async () => {
  const status = await readFile(`/proc/${app.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
};

const average = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

test(`${atOnce} people sign in at once for ${seconds} s without an error, in flat memory`, async () => {
  const people = [];
  for (let count = 0; count < atOnce; count += 1) people.push(await newMember(app.origin));
  const until = Date.now() + seconds * 1000;
  let signIns = 0;
  const faults: unknown[] = [];
  const memory: number[] = [];
  const watch = setInterval(async () => memory.push(await readMemory()), 500);
  await Promise.all(
    people.map(async ({ browser, authenticator }) => {
      while (Date.now() < until) {
        const { status, body } = await signIn(browser, authenticator).catch((error) => ({
          status: 0,
          body: String(error),
        }));
        if (status === 200) signIns += 1;
        else faults.push({ status, body });
      }
    }),
  );
  clearInterval(watch);

  expect(faults).toEqual([]);
  expect(signIns).toBeGreaterThan(atOnce * 5);
  // The first half is its warming up.
  const quarter = Math.floor(memory.length / 4);
  const before = average(memory.slice(-2 * quarter, -quarter));
  expect(average(memory.slice(-quarter))).toBeLessThan(before * 1.1);
});

test(`${calls} calls for options leave every table as it was`, async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const ask = async (path: string, body: object) => {
    const asking = request(`${app.origin}${path}`, {
      agent,
      method: "POST",
      headers: { "content-type": "application/json", origin: app.origin },
    });
    asking.end(JSON.stringify(body));
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    asking.on("error", reject).on("response", async (response) => {
      const { ceremony } = (await json(response)) as { ceremony?: string };
      resolve(ceremony ? (response.statusCode ?? 0) : 0);
    });
    return await promise;
  };
  await newMember(app.origin);
  const before = await snapshotAll();
  let begun = 0;
  let refused = 0;
  const askOn = async () => {
    while (begun < calls) {
      begun += 1;
      const status =
        begun % 2
          ? await ask("/api/webauthn/authentication/options", {})
          : await ask("/api/webauthn/registration/options", { email: newEmail() });
      if (status !== 200) refused += 1;
    }
  };
  await Promise.all(Array.from({ length: 32 }, askOn));
  agent.destroy();

  expect({ begun, refused }).toEqual({ begun: calls, refused: 0 });
  expect(describeChanges(before, await snapshotAll())).toBe("");
});
