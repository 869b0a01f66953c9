import { once } from "node:events";
import { createServer } from "node:http";
import type { Env } from "#lib/env.ts";
import { LaunchError } from "./launch-error.ts";

/** @throws LaunchError when the address that GATE_LISTEN was set to can't be listened on */
export async function checkGate(gate: Env["gate"]): Promise<void> {
  if (!gate?.chosen) return;
  const server = createServer();
  try {
    server.listen(gate.port, gate.host);
    await once(server, "listening");
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    const why = taken ? "is taken by another program" : `can't be opened (${error})`;
    throw new LaunchError(`GATE_LISTEN: ${gate.host}, port ${gate.port}, ${why}.`);
  }
  server.close();
  await once(server, "close");
}
