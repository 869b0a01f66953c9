import { defineConfig } from "playwright/test";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { findChromium } from "#scripts/find-chromium.ts";

// Every worker reads this file again: what the first reading found travels in the environment.
process.env.E2E_CHROMIUM ??= await findChromium();
process.env.E2E_PORT ??= String(await findFreePort());

const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  fullyParallel: true,
  workers: 2,
  globalSetup: "./e2e/support/start-server.ts",
  reporter: "list",
  use: {
    // Browsers refuse passkeys at an IP address.
    baseURL: `http://localhost:${process.env.E2E_PORT}`,
    // Passkeys are named by it, and tests by them: the same on every machine.
    userAgent:
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
    locale: "en-GB",
    // What a worker answers, a test can't route (e2e/offline.spec.ts lets it in).
    serviceWorkers: "block",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.E2E_CHROMIUM,
      args: [
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Chromium's sandbox does not start as root.
        ...(asRoot ? ["--no-sandbox"] : []),
      ],
    },
  },
});
