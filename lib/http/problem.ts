import { type Problem, problems, type Refusal } from "#lib/errors.ts";

/** The headers that every answer of the API carries. */
export const apiHeaders = (requestId: string): Headers =>
  new Headers({ "X-Request-Id": requestId, "Cache-Control": "no-store" });

/** Answers a refusal as `application/problem+json` (RFC 9457); its reason stays here. */
export function problemResponse(refusal: Refusal, requestId: string): Response {
  const { status, title, detail } = problems[refusal.refused];
  const problem: Problem = {
    type: `urn:problem:${refusal.refused}`,
    title,
    status,
    code: refusal.refused,
    detail,
    requestId,
    ...(refusal.errors && { errors: refusal.errors }),
    ...(refusal.retryAfter && { retryAfter: refusal.retryAfter }),
  };
  const headers = apiHeaders(requestId);
  headers.set("Content-Type", "application/problem+json");
  if (refusal.retryAfter) headers.set("Retry-After", String(refusal.retryAfter));
  // RFC 9110 §15.5.16: the answer says which coding would have done.
  if (refusal.refused === "content-encoding") headers.set("Accept-Encoding", "identity");
  return new Response(JSON.stringify(problem), { status, headers });
}
