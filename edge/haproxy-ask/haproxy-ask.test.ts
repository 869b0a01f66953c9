import { runCases } from "../support/run-cases.ts";
import { haproxyAsk } from "./haproxy-ask.ts";

runCases(haproxyAsk);
