import { type ProblemCode, problems } from "#lib/errors.ts";

/**
 * What a proxy answers whom it refuses (RFC 9457).
 * @param signIn what stands in the proxy's configuration for the address where to sign in
 */
export function refusalBody(code: ProblemCode, signIn?: string): { status: number; body: string } {
  const { status, title, detail } = problems[code];
  const problem = { type: `urn:problem:${code}`, title, status, code, detail, signIn };
  return { status, body: JSON.stringify(problem) };
}
