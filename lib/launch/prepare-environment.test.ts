import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EnvironmentError } from "#lib/env.ts";
import { keepLocalSecret } from "./keep-local-secret.ts";
import { LaunchError } from "./launch-error.ts";
import { prepareEnvironment } from "./prepare-environment.ts";

let dir = "";

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "latchkey-launch-"));
  for (const name of ["DATABASE_URL", "ORIGIN", "SESSION_SECRET", "PORT", "NODE_ENV", "DATA_DIR"]) {
    vi.stubEnv(name, "");
  }
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

test("nothing need be set on one's own machine", () => {
  const { env, embedded, dataDir } = prepareEnvironment(dir, true);

  expect(env).toMatchObject({ origins: ["http://localhost:3000"], port: 3000 });
  expect(embedded).toBe(true);
  expect(dataDir).toBe(join(dir, ".data"));
  expect(process.env).toMatchObject({ NODE_ENV: "development", ORIGIN: "http://localhost:3000" });
  expect(process.env.SESSION_SECRET?.length).toBeGreaterThan(32);
  expect(statSync(join(dataDir, "session-secret")).mode & 0o777).toBe(0o600);
});

test("the secret is made once", () => {
  const first = keepLocalSecret(dir);

  expect(keepLocalSecret(dir)).toBe(first);
  expect(readdirSync(dir)).toEqual(["session-secret"]);
});

test("a data folder that can't be used is told of", () => {
  writeFileSync(join(dir, "file"), "");

  expect(() => keepLocalSecret(join(dir, "file"))).toThrow(LaunchError);
});

test("the local origin follows the port", () => {
  vi.stubEnv("PORT", "80");

  expect(prepareEnvironment(dir, false).env.origins).toEqual(["http://localhost"]);
});

test("production with a DATABASE_URL is given no defaults, and makes nothing", () => {
  vi.stubEnv("DATABASE_URL", "postgres://db.example.com/latchkey");

  const prepare = () => prepareEnvironment(dir, false);

  expect(prepare).toThrow(EnvironmentError);
  expect(prepare).toThrow(/ORIGIN is not set\n- SESSION_SECRET is not set/);
  expect(readdirSync(dir)).toEqual([]);
});

test("development with a DATABASE_URL has local defaults, and no embedded database", () => {
  vi.stubEnv("DATABASE_URL", "postgres://localhost/latchkey");

  const { env, embedded } = prepareEnvironment(dir, true);

  expect(embedded).toBe(false);
  expect(env.origins).toEqual(["http://localhost:3000"]);
});

test("a start with a bad environment names every fault, starts nothing and fails", () => {
  const server = join(import.meta.dirname, "../../server.ts");
  const dataDir = join(dir, "data");
  const bad = { DATABASE_URL: "mysql://db", ORIGIN: "http://app.example.com", PORT: "no" };

  const { status, stderr } = spawnSync(process.execPath, [server], {
    encoding: "utf8",
    env: { ...process.env, ...bad, SESSION_SECRET: "short", DATA_DIR: dataDir },
  });

  expect(status).toBe(1);
  expect(
    stderr
      .trim()
      .split("\n- ")
      .map((line) => line.split(":")[0]),
  ).toEqual(["The environment has 4 fault(s)", "ORIGIN", "DATABASE_URL", "SESSION_SECRET", "PORT"]);
  expect(existsSync(dataDir)).toBe(false);
});
