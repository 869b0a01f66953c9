import { createRemoteJWKSet, jwtVerify } from "jose";

// Who issues tickets (the app's origin), and the service that they have to be for.
const { GATE_ISSUER: issuer = "", GATE_SERVICE: audience } = process.env;
const keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", issuer));
const cookie = `${issuer.startsWith("https:") ? "__Host-" : ""}latchkey-ticket=`;
const requiredClaims = ["sub", "did", "roles", "auth_time", "iat", "exp", "jti"];

/** Reads the ticket of a request: its claims; null for none, two, or one that isn't good. */
export async function readTicket(cookies) {
  const pairs = (cookies ?? "").split(";").map((pair) => pair.trim());
  const [ticket, second] = pairs.filter((pair) => pair.startsWith(cookie));
  if (!ticket || second) return null;
  const pinned = { issuer, audience, algorithms: ["ES256"], requiredClaims, maxTokenAge: "15m" };
  try {
    const { payload } = await jwtVerify(ticket.slice(cookie.length), keys, pinned);
    // jose takes a list of audiences too.
    return payload.aud === audience ? payload : null;
  } catch {
    return null;
  }
}
