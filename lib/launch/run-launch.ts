import { EmbeddedDatabaseError } from "#db/embedded/embedded-database-error.ts";
import { EnvironmentError } from "#lib/env.ts";
import { LaunchError } from "./launch-error.ts";
import { isStopping, stopOnSignals, stopProcess } from "./stop-process.ts";

const expected = [EnvironmentError, EmbeddedDatabaseError, LaunchError];

/** What whoever started the app can mend is told in a message; the rest needs its stack. */
const explain = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return expected.some((kind) => error instanceof kind) ? error.message : `${error.stack}`;
};

/** Runs `launch`. If it fails, says why, undoes what it had done, and ends the process with 1. */
export async function runLaunch(launch: () => Promise<void>): Promise<void> {
  stopOnSignals();
  try {
    await launch();
  } catch (error) {
    // What fails during a stop, fails because of it.
    if (!isStopping()) process.stderr.write(`${explain(error)}\n`);
    await stopProcess(1);
  }
}
