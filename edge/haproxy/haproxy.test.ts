import { runCases } from "../support/run-cases.ts";
import { haproxy } from "./haproxy.ts";

runCases(haproxy);
