import { runCases } from "../support/run-cases.ts";
import { caddy } from "./caddy.ts";

runCases(caddy);
