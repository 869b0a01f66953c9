import { afterAll, beforeAll, expect, test } from "vitest";
import { waitFor } from "#db/embedded/test-site.ts";
import { describeChanges, snapshotAll } from "#e2e/support/describe-changes.ts";
import { findHalfDone } from "#e2e/support/find-half-done.ts";
import { serveOn } from "#e2e/support/serve-on-database.ts";
import { type Break, startSeveringProxy } from "#e2e/support/severing-proxy.ts";
import type { Problem } from "#lib/errors.ts";
import { type Ceremony, ceremonies } from "./ceremonies.ts";

/** More statements than any ceremony has. */
const most = 40;

let proxy: Awaited<ReturnType<typeof startSeveringProxy>>;
let apps: Awaited<ReturnType<typeof serveOn>>[];

beforeAll(async () => {
  const database = new URL(process.env.DATABASE_URL ?? "");
  proxy = await startSeveringProxy(Number(database.port));
  database.port = String(proxy.port);
  // Only one queues mails, whose statements would come between; nobody listens there.
  const withMail = { SMTP_URL: "smtp://127.0.0.1:9" };
  apps = await Promise.all([serveOn(database.href), serveOn(database.href, withMail)]);
});

afterAll(async () => {
  for (const app of apps) await app.putAway();
  await proxy.stop();
});

const breakOnce = async ({ prepare, mails = false }: Ceremony, at: Break) => {
  const { origin = "" } = apps[Number(mails)] ?? {};
  const act = await prepare(origin);
  // Else the statements of mails under way would count.
  await waitFor(proxy.isQuiet);
  const before = await snapshotAll();
  const callOff = proxy.breakAt(at);
  const { status, body } = await act();
  const hit = callOff();
  const changes = describeChanges(before, await snapshotAll());
  const next = await fetch(`${origin}/api/health/ready`);
  return { status, code: (body as Problem | null)?.code, hit, changes, next: next.status };
};

test.for(ceremonies)(
  "$name is whole or refused wherever the connection breaks",
  async (ceremony) => {
    const { states } = ceremony;
    for (const when of ["before", "after"] as const) {
      for (let statement = 1; statement < most; statement += 1) {
        const at = `${when} statement ${statement}`;
        const { status, code, hit, changes, next } = await breakOnce(ceremony, { statement, when });
        if (status < 300) expect(changes, at).toBe(states.at(-1));
        else {
          expect({ status, code }, at).toEqual({ status: 503, code: "unavailable" });
          expect(states, at).toContain(changes);
        }
        expect(next, at).toBe(200);
        if (status < 300 && !hit) break;
      }
    }
    expect(await findHalfDone()).toEqual([]);
  },
);
