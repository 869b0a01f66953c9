import { findProxies } from "./find-proxies.ts";
import { isBuilt } from "./is-built.ts";
import { build, conclude, edgeTests, runStage } from "./stages.ts";

/** The tests with real proxies. Debian's packages and the production build are brought where missing. */

const none = { passed: 0, failed: 1 };
const missing = findProxies();
const builds = isBuilt() ? [] : [runStage(build)];
if (missing.length > 0) {
  console.log(
    `\nNot tested, and counted as failed: these can't be installed: ${missing.join(", ")}`,
  );
}
const ready = missing.length === 0 && builds.every(({ failed }) => failed === 0);
conclude([...builds, ready ? runStage(edgeTests) : none]);
