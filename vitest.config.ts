import { defineConfig } from "vitest/config";

const seconds = (count: number) => count * 1000;

/** The product's own settings, so that a developer's environment changes no test. */
const blank = { DATABASE_URL: "", ORIGIN: "", RP_ID: "", SESSION_SECRET: "", APP_NAME: "" };

export default defineConfig({
  test: {
    env: blank,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{lib,components,db,scripts,e2e/support}/**/*.test.{ts,tsx}"],
          exclude: ["{db/embedded,lib/launch}/**"],
        },
      },
      {
        extends: true,
        test: {
          // These start real PostgreSQL servers.
          name: "embedded",
          include: ["{db/embedded,lib/launch}/**/*.test.ts"],
          testTimeout: seconds(90),
          hookTimeout: seconds(90),
        },
      },
      {
        extends: true,
        test: {
          name: "http",
          include: ["e2e/{http,conformance}/**/*.test.ts"],
          globalSetup: "e2e/support/start-database-server.ts",
          setupFiles: ["e2e/support/copy-database.ts", "e2e/support/watch-log.ts"],
          testTimeout: seconds(30),
          hookTimeout: seconds(30),
        },
      },
      {
        extends: true,
        test: {
          // These need the production build, and take minutes: npm run test:faults.
          name: "faults",
          include: ["e2e/faults/*.test.ts"],
          globalSetup: "e2e/support/start-database-server.ts",
          setupFiles: "e2e/support/copy-database.ts",
          testTimeout: seconds(600),
          hookTimeout: seconds(90),
        },
      },
      {
        extends: true,
        test: {
          // Real proxies in front of the production build (scripts/test-edge.ts).
          name: "edge",
          include: ["edge/**/*.test.ts"],
          testTimeout: seconds(30),
          hookTimeout: seconds(90),
        },
      },
    ],
  },
});
