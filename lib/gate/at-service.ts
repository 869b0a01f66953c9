import { originOf, readReturnAddress } from "./return-address.ts";
import { findService, type Service } from "./service.ts";

/** A request that a proxy passed on from a service's host. */
export type AtService = { service: Service; host: string; origin: string };

/**
 * Finds the service that a request came to. The Host header says which, and that is no more than a
 * question: what is answered is for that host alone.
 */
export async function atService(request: Request): Promise<AtService | null> {
  const host = request.headers.get("host")?.toLowerCase() ?? "";
  const service = await findService(host);
  return service && { service, host, origin: originOf(host) };
}

/** The path of `?return_to=` at the service itself; its front page where that leads elsewhere. */
export function returnPath(request: Request, { origin }: AtService): string {
  const value = new URL(request.url).searchParams.get("return_to") ?? "/";
  const target = value.startsWith("/") ? readReturnAddress(origin + value) : null;
  return target?.origin === origin ? target.path : "/";
}
