import { execFileSync } from "node:child_process";
import { readdirSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { asRoot } from "./find-system-user.ts";
import { sharedRoot } from "./shared-root.ts";
import { makePrivateHome } from "./test-home.ts";
import { killServer, makeSite, query } from "./test-site.ts";

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

const idOf = (...args: string[]) => Number(execFileSync("id", args, { encoding: "utf8" }));

const accepts = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, host, () => socket.end(() => resolve(true)));
    socket.once("error", () => resolve(false));
  });

test("in a private home, root's server runs as nobody outside it; another's stays inside", async () => {
  const site = makeSite();
  const home = join(site.folder, "home");
  const { program, outside } = makePrivateHome(home);
  const dataDir = join(home, "data");

  const app = await site.enter(program, dataDir);

  const user = statSync(join(app.directory, "postmaster.pid")).uid;
  const programs = await query(
    app.url,
    (sql) => sql`select setting from pg_config where name = 'BINDIR'`,
  );
  expect(user).toBe(asRoot ? idOf("-u", "nobody") : process.getuid?.());
  expect(dirname(app.directory)).toBe(asRoot ? sharedRoot : dataDir);
  expect(programs[0]?.setting).toContain(asRoot ? outside : home);
  expect(statSync(app.directory).uid).toBe(user);
  expect(modeOf(app.directory)).toBe("700");
  if (asRoot) expect(modeOf(sharedRoot)).toBe("755");
  expect(await query(app.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  await app.kill();
  const again = await site.enter(program, dataDir);
  expect(again.url).toBe(app.url);

  // Who deletes the data folder wants to start empty, wherever the data was.
  await again.kill();
  await killServer(app.directory);
  rmSync(dataDir, { recursive: true });
  const fresh = await site.enter(program, dataDir);
  expect(await query(fresh.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  expect(fresh.url).not.toBe(app.url);
});

test("the server is for this machine and the holder of the password alone", async () => {
  const site = makeSite();
  const app = await site.enter();
  const url = new URL(app.url);
  const port = Number(url.port);
  const hosts = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.map(({ address, scopeid }) => (scopeid ? `${address}%${name}` : address)),
  );

  for (const host of hosts) {
    expect([host, await accepts(host, port)]).toEqual([host, host === "127.0.0.1"]);
  }
  const sockets = await query(app.url, (sql) => sql`show unix_socket_directories`);
  expect(sockets).toEqual([{ unix_socket_directories: "" }]);
  url.password = "guessed";
  await expect(query(url.href, (sql) => sql`select 1`)).rejects.toMatchObject({ code: "28P01" });
});

test("nothing in the data folder but its own can be read by others", async () => {
  const site = makeSite();
  const app = await site.enter();

  expect(readdirSync(site.dataDir).sort()).toEqual(["postgres", "postgres.json"]);
  expect(modeOf(join(site.dataDir, "postgres.json"))).toBe("600");
  expect(statSync(join(site.dataDir, "postgres.json")).uid).toBe(process.getuid?.());
  expect(app.directory).toBe(join(site.dataDir, "postgres"));
  expect(modeOf(app.directory)).toBe("700");
});
