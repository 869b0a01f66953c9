import { z } from "zod";
import { isOurOrigin } from "#lib/env.ts";

const shape = z.looseObject({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.unknown().optional(),
  topOrigin: z.unknown().optional(),
});

const decode = (clientDataJSON: string): unknown => {
  try {
    const bytes = Buffer.from(clientDataJSON, "base64url");
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

export type ClientDataFault =
  | "client-data-unreadable"
  | "client-data-type"
  | "challenge"
  | "origin"
  | "cross-origin"
  | "top-origin";

/**
 * Checks the client data of a ceremony (WebAuthn Level 3 §7.1 steps 6 to 11, §7.2 steps 10 to 14).
 * The library lets `crossOrigin` pass alone, and looks at neither member at registration; nothing
 * here is meant to run inside another site's frame, so both are refused.
 * @returns why it is refused, or null
 */
export function clientDataFault(
  clientDataJSON: string,
  expected: { type: "webauthn.create" | "webauthn.get"; challenge: string },
): ClientDataFault | null {
  const parsed = shape.safeParse(decode(clientDataJSON));
  if (!parsed.success) return "client-data-unreadable";
  const { type, challenge, origin, crossOrigin, topOrigin } = parsed.data;
  if (type !== expected.type) return "client-data-type";
  if (challenge !== expected.challenge) return "challenge";
  if (!isOurOrigin(origin)) return "origin";
  if (crossOrigin !== undefined && crossOrigin !== false) return "cross-origin";
  if (topOrigin !== undefined) return "top-origin";
  return null;
}
