import { browserTests, build, conclude, runStage, staticChecks, vitestTests } from "./stages.ts";

const counts = [...staticChecks, vitestTests, build].map(runStage);
const built = counts.at(-1)?.failed === 0;
if (!built) console.log("\nThe browser tests need the build: they count as one failure.");
conclude([...counts, built ? runStage(browserTests) : { passed: 0, failed: 1 }]);
