import pino from "pino";
import { afterAll, expect } from "vitest";
import { log } from "#lib/telemetry/log.ts";
import { findSecrets, madeSecrets, noteSecrets } from "./secrets.ts";

// What the tests of a file have logged, at every level, must hold none of the secrets that they made.
const written: string[] = [];

log.level = "trace";
Object.assign(log, { [pino.symbols.streamSym]: { write: (line: string) => written.push(line) } });
noteSecrets([process.env.SESSION_SECRET ?? ""]);

afterAll(() => {
  expect(findSecrets(written.join(""), madeSecrets)).toEqual([]);
});
