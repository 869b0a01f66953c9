import { runCases } from "../support/run-cases.ts";
import { nginx } from "./nginx.ts";

runCases(nginx);
