import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { findHalfDone } from "#e2e/support/find-half-done.ts";
import { serveOn } from "#e2e/support/serve-on-database.ts";
import { newMember } from "#e2e/support/visitor.ts";

const databaseUrl = process.env.DATABASE_URL ?? "";

const limits = [
  { name: "by the database", limit: "1s", most: 4000 },
  // Longer than the app waits, which gives up by itself.
  { name: "by the app", limit: "60s", most: 9500 },
];

test.for(limits)(
  "a statement that takes too long is cut off $name with a 503",
  async ({ limit, most }) => {
    const sql = postgres(process.env.DATABASE_OWNER_URL ?? "", { max: 1 });
    onTestFinished(() => sql.end());
    const { username, pathname } = new URL(databaseUrl);
    await sql`
    alter role ${sql(username)} in database ${sql(pathname.slice(1))}
    set statement_timeout = ${sql.unsafe(`'${limit}'`)}`;
    const app = await serveOn(databaseUrl);
    onTestFinished(app.putAway);
    const { browser, account } = await newMember(app.origin);

    const { reply, took } = await sql.begin(async (held) => {
      await held`set local statement_timeout = 0`;
      await held`select from accounts where id = ${account.id} for update`;
      const since = performance.now();
      const refused = await browser.patch("/api/account", { name: "Ada" });
      return { reply: refused, took: performance.now() - since };
    });

    expect(reply).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(took).toBeLessThan(most);
    expect((await browser.get<{ account: object }>("/api/account")).body.account).toEqual(account);
    expect((await browser.patch("/api/account", { name: "Ada" })).status).toBe(200);
    expect(await findHalfDone()).toEqual([]);
  },
);
