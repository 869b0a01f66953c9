import { runCases } from "../support/run-cases.ts";
import { lighttpdByKeys } from "./lighttpd.ts";

runCases(lighttpdByKeys);
