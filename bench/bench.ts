import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { startEmbedded } from "#db/embedded/start.ts";
import { countingStatements } from "./count-statements.ts";
import { measureBareVerification } from "./measure-bare-verification.ts";
import { measureCeremonies } from "./measure-ceremonies.ts";
import { measurePages } from "./measure-pages.ts";
import { printPages } from "./print-pages.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

/**
 * What a ceremony costs: the production build on a PostgreSQL of its own, driven over loopback by
 * a software authenticator, beside what the bare verification costs on the same machine. Then what
 * its pages cost in Chromium, beside an empty page of the same Next.js.
 */

const root = join(import.meta.dirname, "..");

const folder = await mkdtemp(join(tmpdir(), "latchkey-bench-"));
await chmod(folder, 0o755);
const database = await startEmbedded(join(folder, "data"));
const port = await findFreePort();
const origin = `http://localhost:${port}`;
const server = spawn(process.execPath, [join(root, "server.ts")], {
  cwd: root,
  stdio: ["ignore", "ignore", "inherit"],
  env: {
    ...process.env,
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    // All of it comes from one address.
    LIMITS_SCALE: "1000",
    ORIGIN: origin,
    PORT: String(port),
    SESSION_SECRET: "not a secret: it seals nothing but this measurement",
  },
});
const ended = new Promise((resolve) => server.once("exit", resolve));
try {
  await waitUntilReady(origin);
  const bare = await measureBareVerification();
  const statements = await countingStatements(database, origin);
  const { calls, perSecond } = await measureCeremonies(origin);
  console.log("Statements, counted in the server's log");
  console.table(statements);
  console.log("Milliseconds a call, one after the other");
  console.table(calls);
  console.log("A second, eight at once");
  console.table({
    "sign-in (options + verification)": {
      perSecond,
      ofBare: Number((perSecond / bare).toFixed(3)),
    },
    "bare verifyAuthenticationResponse": { perSecond: bare, ofBare: 1 },
  });
  printPages(await measurePages(origin, root));
} finally {
  server.kill("SIGTERM");
  await ended;
  await database.release();
  await rm(folder, { recursive: true, force: true });
}
