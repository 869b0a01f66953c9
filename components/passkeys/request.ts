import { type Problem, problems } from "#lib/errors.ts";
import { failed, type Outcome } from "./failure.ts";

const patienceMs = 20_000;

const isProblem = (body: unknown): body is Problem =>
  typeof body === "object" && body !== null && "code" in body && String(body.code) in problems;

/**
 * Calls the API at `path`, with `body` as JSON where one is given.
 * @returns its answer (nothing for 204); or its problem, or `unreachable` when there is no answer
 *   of ours within 20 seconds
 */
export async function request<T>(
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: object,
): Promise<Outcome<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    const answer = response.status === 204 ? undefined : await response.json();
    if (response.ok) return { ok: true, value: answer };
    if (!isProblem(answer)) return failed("unreachable");
    return failed(answer.code, answer.errors, answer.retryAfter);
  } catch {
    return failed("unreachable");
  }
}
