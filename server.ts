import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import next from "next";
import { keepSealed } from "#lib/audit/seal-trail.ts";
import { answerSecurely } from "#lib/launch/answer-securely.ts";
import { checkGate } from "#lib/launch/check-gate.ts";
import { findRisks } from "#lib/launch/find-risks.ts";
import { LaunchError } from "#lib/launch/launch-error.ts";
import { checkPort, serveAt } from "#lib/launch/listen.ts";
import { makeServer } from "#lib/launch/make-server.ts";
import { openDatabase } from "#lib/launch/open-database.ts";
import { prepareEnvironment } from "#lib/launch/prepare-environment.ts";
import { runLaunch } from "#lib/launch/run-launch.ts";
import { onStop } from "#lib/launch/stop-process.ts";
import { log } from "#lib/telemetry/log.ts";

const dir = import.meta.dirname;
const { dev } = parseArgs({ options: { dev: { type: "boolean", default: false } } }).values;

await runLaunch(async () => {
  const prepared = prepareEnvironment(dir, dev);
  const { appName, origins, port } = prepared.env;
  // Among the last that a build writes: one that failed leaves a BUILD_ID but not this.
  if (!dev && !existsSync(join(dir, ".next/prerender-manifest.json"))) {
    throw new LaunchError("There is no production build. Run `npm run build` first.");
  }
  // Before another Next.js starts to write where a running one does.
  await checkPort(port);
  await checkGate(prepared.env.gate);
  await openDatabase(prepared);
  // After the last request and before the pool closes, so that nothing waits for the next start.
  onStop(keepSealed);
  for (const risk of await findRisks(prepared.env)) log.warn(risk);
  const site = { dev, https: origins[0].startsWith("https:") };
  const httpServer = makeServer(site);
  const app = next({ dev, dir, httpServer, port });
  await app.prepare();
  onStop(() => app.close());
  const serve = answerSecurely(site, app.getRequestHandler());
  onStop(await serveAt(port, httpServer, serve));
  process.stdout.write(`${appName} is ready on http://localhost:${port}\n`);
});
