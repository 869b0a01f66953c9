import { once } from "node:events";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { findLivingServer } from "./read-pid-file.ts";
import { makeSite, query } from "./test-site.ts";

const count = (url: string) => query(url, async (sql) => (await sql`select from notes`).length);

const add = (url: string) => query(url, (sql) => sql`insert into notes values (1)`);

test("two processes that start at once share one server until the last has left", async () => {
  const site = makeSite();
  const [one, two] = await Promise.all([site.enter(), site.enter()]);
  expect(two.url).toBe(one.url);

  await query(one.url, (sql) => sql`create table notes (id int)`);
  await add(one.url);
  await add(two.url);
  expect(await count(one.url)).toBe(2);

  expect(await one.leave()).toBe(0);
  await add(two.url);
  expect(await count(two.url)).toBe(3);

  expect(await two.leave()).toBe(0);
  expect(findLivingServer(two.directory)).toBeNull();
});

test("who enters while the last one leaves has a server", async () => {
  const site = makeSite();
  let tenant = await site.enter();
  await query(tenant.url, (sql) => sql`create table notes (id int)`);
  for (let round = 1; round <= 4; round += 1) {
    const [code, next] = await Promise.all([tenant.leave(), site.enter()]);
    expect(code).toBe(0);
    await add(next.url);
    expect(await count(next.url)).toBe(round);
    tenant = next;
  }
  expect(await tenant.leave()).toBe(0);
  expect(findLivingServer(tenant.directory)).toBeNull();
});

test("another port is taken and remembered when a stranger listens at the remembered one", async () => {
  const site = makeSite();
  const first = await site.enter();
  await query(first.url, (sql) => sql`create table notes as select 1 as id`.simple());
  const port = site.rememberedPort();
  await first.leave();
  const stranger = createServer((socket) => socket.destroy()).listen(port, "127.0.0.1");
  await once(stranger, "listening");
  onTestFinished(() => {
    stranger.close();
  });

  const second = await site.enter();

  expect(await count(second.url)).toBe(1);
  expect(site.rememberedPort()).not.toBe(port);
  expect(new URL(second.url).port).toBe(String(site.rememberedPort()));
});
