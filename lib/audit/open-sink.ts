import { fileURLToPath } from "node:url";
import type { Env } from "#lib/env.ts";
import { fileSink } from "./file-sink.ts";
import { httpSink } from "./http-sink.ts";
import type { Sink } from "./sink.ts";
import { stdoutSink } from "./stdout-sink.ts";

/** The sink that AUDIT_SINK speaks of. */
export function openSink({ target, token }: NonNullable<Env["auditSink"]>): Sink {
  if (target === "stdout") return stdoutSink;
  const url = new URL(target);
  return url.protocol === "file:" ? fileSink(fileURLToPath(url)) : httpSink(url, token);
}
