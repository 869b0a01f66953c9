import type { Service } from "./service.ts";
import type { Claims } from "./ticket.ts";

/** Header values are Latin-1 at best, and names are not (RFC 9110 §5.5). */
const inHeader = (text = "") =>
  encodeURIComponent(text).replaceAll("%40", "@").replaceAll("%20", " ");

/**
 * The headers that tell a service who it is. All of them, always: a proxy sets each from here, and one
 * that were missing could keep what the client sent.
 */
export function identityHeaders(service: Service, claims: Claims | null): Record<string, string> {
  return {
    "X-Auth-Subject": claims?.sub ?? "",
    "X-Auth-Device": claims?.did ?? "",
    "X-Auth-Roles": claims?.roles ?? "",
    "X-Auth-Time": claims ? String(claims.auth_time) : "",
    "X-Auth-Email": service.personal ? inHeader(claims?.email) : "",
    "X-Auth-Name": service.personal ? inHeader(claims?.name) : "",
  };
}
