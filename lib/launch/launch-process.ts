import { createServer } from "node:http";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { peerAddress } from "#lib/http/peer.ts";
import { serveAt } from "./listen.ts";
import { openDatabase } from "./open-database.ts";
import { prepareEnvironment } from "./prepare-environment.ts";
import { runLaunch } from "./run-launch.ts";
import { onStop } from "./stop-process.ts";

/** A stand-in for server.ts in tests: the same steps on the folder it is given, without Next.js. */

const answerSlowly = 500;

await runLaunch(async () => {
  const [, , dataDir] = process.argv;
  Object.assign(process.env, { DATABASE_URL: "", DATA_DIR: dataDir, PORT: await findFreePort() });
  process.stdout.write("starting\n");
  const prepared = prepareEnvironment(import.meta.dirname, true);
  await openDatabase(prepared);
  const { port } = prepared.env;
  const close = await serveAt(port, createServer(), (_, response) => {
    process.stdout.write("serving\n");
    setTimeout(() => response.end(peerAddress()), answerSlowly);
  });
  onStop(close);
  process.stdout.write(`ready ${port}\n`);
});
