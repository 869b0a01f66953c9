import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCases } from "../support/run-cases.ts";
import { nginx, writeFor } from "./nginx.ts";

runCases(nginx);

test("a second service has a file of its own, and shares the rest", async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-nginx-"));
  try {
    const ports = { port: 8443, upstream: 8000, app: 3000, gate: 3001 };
    const names = { service: "wiki", host: "wiki.localhost:8443", origin: "http://localhost:3000" };
    const main = await writeFor({ ...ports, ...names, folder });
    const first = await readFile(join(folder, "service.conf"), "utf8");
    const second = first
      .replace("upstream service {", "upstream shop {")
      .replace("proxy_pass http://service;", "proxy_pass http://shop;")
      .replaceAll("wiki.localhost", "shop.localhost");
    await writeFile(join(folder, "service-shop.conf"), second);
    const tried = spawnSync("/usr/sbin/nginx", ["-t", "-p", folder, "-c", main, "-e", "stderr"]);
    expect(String(tried.stderr)).toMatch(/test is successful/);
    expect(String(tried.stderr)).not.toMatch(/warn|emerg/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
