import { runCases } from "../support/run-cases.ts";
import { lighttpdBySecret } from "./lighttpd.ts";

runCases(lighttpdBySecret);
