import { isBuilt } from "./is-built.ts";
import { build, conclude, faultTests, runStage } from "./stages.ts";

const builds = isBuilt() ? [] : [runStage(build)];
const usable = builds.every(({ failed }) => failed === 0);
if (!usable) console.log("\nThe tests of faults need the build: they count as one failure.");
conclude([...builds, usable ? runStage(faultTests) : { passed: 0, failed: 1 }]);
