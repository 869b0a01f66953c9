/**
 * How long a stop may take in all: ten seconds after it asked, a supervisor kills. What it waits for
 * has shorter bounds of its own.
 */
const secondsToStop = 9;

const steps: (() => Promise<unknown>)[] = [];
let stopping: Promise<never> | undefined;

/** Adds what is to be done before the process ends; what was added last is done first. */
export function onStop(step: () => Promise<unknown>): void {
  steps.push(step);
}

/** Whether the process is about to end. */
export function isStopping(): boolean {
  return stopping !== undefined;
}

const say = (text: string) => process.stderr.write(`${text}\n`);

const runSteps = async (code: number): Promise<never> => {
  const late = () => {
    say(`The app did not stop within ${secondsToStop} s; it ends now.`);
    process.exit(1);
  };
  setTimeout(late, secondsToStop * 1000).unref();
  let exitCode = code;
  // A start that is still under way may add more meanwhile.
  for (let step = steps.pop(); step; step = steps.pop()) {
    try {
      await step();
    } catch (error) {
      say(`A step of the stop failed: ${error}`);
      exitCode = 1;
    }
  }
  process.exit(exitCode);
};

/** Does all that was added, whatever fails, and ends the process. Only the first call counts. */
export function stopProcess(code: number): Promise<never> {
  stopping ??= runSteps(code);
  return stopping;
}

/** Stops the process, with exit code 0, at a Ctrl-C (npm hands it on a second time) or a request. */
export function stopOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => stopProcess(0));
  }
}
