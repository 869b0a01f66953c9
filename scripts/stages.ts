import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "..");

/** How many checks or tests passed and failed. */
export type Count = { passed: number; failed: number };

/** One part of the checks: runs, writes what people read, and counts. */
export type Stage = { name: string; run: () => Count };

const environment = {
  ...process.env,
  PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
  NEXT_TELEMETRY_DISABLED: "1",
  // Set to nothing, so that neither the shell nor an env file leads to a developer's database.
  DATABASE_URL: "",
};

const succeeds = (command: string, args: string[] = [], env: Record<string, string> = {}) => {
  const [program = "", ...words] = command.split(" ");
  const { status } = spawnSync(program, [...words, ...args], {
    cwd: root,
    env: { ...environment, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return status === 0;
};

/** Commands that count as one check together. */
const check = (name: string, ...commands: string[]): Stage => ({
  name,
  run: () => {
    const passed = commands.every((command) => succeeds(command));
    return { passed: Number(passed), failed: Number(!passed) };
  },
});

/** A test runner that writes its counts to the file that `report` makes it write. */
const suite = (
  name: string,
  start: (report: string) => boolean,
  count: (report: string) => Count,
): Stage => ({
  name,
  run: () => {
    const folder = mkdtempSync(join(tmpdir(), "latchkey-report-"));
    try {
      const report = join(folder, "report.json");
      const good = start(report);
      const { passed, failed } = countFrom(report, count);
      // A runner also fails of other faults, and when it finds no test at all.
      return { passed, failed: good ? failed : Math.max(failed, 1) };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});

const countFrom = (report: string, count: (text: string) => Count): Count => {
  try {
    return count(readFileSync(report, "utf8"));
  } catch {
    return { passed: 0, failed: 1 };
  }
};

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

const vitest = (name: string, ...options: string[]): Stage =>
  suite(
    name,
    (report) =>
      succeeds("vitest run --allowOnly=false --reporter=default --reporter=json", [
        `--outputFile.json=${report}`,
        ...options,
      ]),
    (text) => {
      const { numPassedTests, numFailedTests, testResults } = JSON.parse(text) as VitestReport;
      const unloadable = testResults.filter(
        ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
      );
      return { passed: numPassedTests, failed: numFailedTests + unloadable.length };
    },
  );

/** Types, Biome (import directions and cycles among them), and code that nothing uses. */
export const staticChecks = [
  check("types", "next typegen", "tsc --noEmit"),
  check("biome", "biome check --error-on-warnings"),
  check("unused code", "knip"),
];

/** Those that need neither a database nor a browser. */
export const unitTests = vitest("unit tests", "--project=unit");

/** Unit tests, the embedded PostgreSQL, and the HTTP tests against the real handlers. */
export const vitestTests = vitest(
  "tests",
  ...["unit", "embedded", "http"].map((name) => `--project=${name}`),
);

/** What happens when something breaks, in the production build. They wait more than they work. */
export const faultTests = vitest("faults", "--project=faults", "--maxWorkers=2");

/** Real proxies in front of the build, which they need, as they need Debian's packages. */
export const edgeTests = vitest("edge", "--project=edge");

/** The production build. */
export const build = check("build", "next build");

/** The journeys in Chromium; they need the build. */
export const browserTests = suite(
  "browser",
  (report) =>
    succeeds("playwright test --forbid-only --reporter=list,json", [], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    }),
  (text) => {
    const { expected, unexpected, flaky } = JSON.parse(text).stats;
    return { passed: expected, failed: unexpected + flaky };
  },
);

/** Runs a stage under its name. */
export function runStage({ name, run }: Stage): Count {
  console.log(`\n── ${name}`);
  return run();
}

/** Ends the output with the sum of all stages, and the process with 1 where anything failed. */
export function conclude(counts: Count[]): void {
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}
