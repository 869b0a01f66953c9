import type { ProblemCode } from "#lib/errors.ts";
import { refusalBody } from "./refusal-body.ts";

/** A word of HAProxy's configuration, taken as it is (its manual, §2.2). */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What follows `http-request return` for a refusal. */
export function returnWords(code: ProblemCode, signIn?: string): string {
  const { status, body } = refusalBody(code, signIn);
  const kind = signIn ? "lf-string" : "string";
  const words = `status ${status} content-type application/problem+json hdr Cache-Control no-store`;
  return `${words} ${kind} ${quote(body)}`;
}
