import { existsSync } from "node:fs";
import { join } from "node:path";
import { findProxies } from "./find-proxies.ts";
import { build, conclude, edgeTests, runStage } from "./stages.ts";

/** The tests with real proxies. Debian's packages and the production build are brought where missing. */

const none = { passed: 0, failed: 1 };
const missing = findProxies();
const built = existsSync(join(import.meta.dirname, "../.next/prerender-manifest.json"))
  ? { passed: 0, failed: 0 }
  : runStage(build);
if (missing.length > 0) {
  console.log(
    `\nNot tested, and counted as failed: these can't be installed: ${missing.join(", ")}`,
  );
}
const ready = missing.length === 0 && built.failed === 0;
conclude([built, ready ? runStage(edgeTests) : none]);
