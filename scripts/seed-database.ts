import { join, relative } from "node:path";
import { getDatabase } from "#lib/database.ts";
import { LaunchError } from "#lib/launch/launch-error.ts";
import { openDatabase } from "#lib/launch/open-database.ts";
import { prepareEnvironment } from "#lib/launch/prepare-environment.ts";
import { runLaunch } from "#lib/launch/run-launch.ts";
import { stopProcess } from "#lib/launch/stop-process.ts";
import { seedDemoData } from "./seed/seed-demo-data.ts";

/** Fills the development database with demo data. */

const root = join(import.meta.dirname, "..");
const thisMachine = ["localhost", "127.0.0.1", "[::1]"];

const refuse = (why: string) => {
  const danger = "the demo passkey's file lets anybody in as the demo account";
  throw new LaunchError(`Not seeded: ${why} This is for development alone: ${danger}.`);
};

await runLaunch(async () => {
  if (process.env.NODE_ENV === "production") refuse("NODE_ENV is production.");
  const prepared = prepareEnvironment(root, true);
  const { env, dataDir, embedded } = prepared;
  const host = URL.parse(env.databaseUrl)?.hostname ?? "";
  if (!embedded && !thisMachine.includes(host)) {
    refuse(`DATABASE_URL leads to "${host}", which is not this machine.`);
  }
  await openDatabase(prepared);
  const made = await seedDemoData(getDatabase(), { rpId: env.rpId, dataDir });
  process.stdout.write(
    `Made ${made.email} with ${made.passkeys} passkeys and ${made.sessions} sessions, ` +
      `${made.others} other accounts and ${made.events} events.\n` +
      `Its passkey's private key is in ${relative(process.cwd(), made.keyFile)}.\n`,
  );
  await stopProcess(0);
});
