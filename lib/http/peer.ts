import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Carries the socket's address from the listener (server.ts) to the handlers. Next.js gives a
 * handler no socket, and a header could be forged; the store hangs on globalThis because the
 * listener and Next.js's bundle hold separate copies of this module.
 */
const key = Symbol.for("latchkey.peer");
const shared = globalThis as { [key]?: AsyncLocalStorage<string> };
shared[key] ??= new AsyncLocalStorage<string>();
const store = shared[key];

/** Runs `serve` with `address`, the socket's own, as the peer of the request it serves. */
export function runWithPeer<T>(address: string, serve: () => T): T {
  return store.run(address, serve);
}

/** The address of the socket that the current request came by, or null outside the listener. */
export function peerAddress(): string | null {
  return store.getStore() ?? null;
}
