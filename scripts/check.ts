import { conclude, runStage, staticChecks, unitTests } from "./stages.ts";

conclude([...staticChecks, unitTests].map(runStage));
