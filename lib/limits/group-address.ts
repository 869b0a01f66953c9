import { isIP, SocketAddress } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Names what an address is counted as: IPv4 by itself, IPv6 by its /64, which is the least that one
 * customer is given (RFC 6177 §2). An IPv4 address in IPv6's clothes is the IPv4 address; a port, as
 * some proxies add to X-Forwarded-For, and a zone are left out.
 * @returns "unknown" for all that is no address, so that it is counted too
 */
export function groupAddress(address: string | null): string {
  const [bare = ""] = (address ?? "").split("%");
  const ip = isIP(bare) ? bare : (SocketAddress.parse(bare)?.address ?? "");
  if (!isIP(ip)) return "unknown";
  const parsed = ipaddr.process(ip);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(":")}::/64`;
}
