import { once } from "node:events";
import { getEnv } from "#lib/env.ts";
import { log } from "#lib/telemetry/log.ts";
import { hearChanges, pollChanges } from "./follow-changes.ts";
import { GateState } from "./gate-state.ts";
import { serveGate } from "./serve-gate.ts";

/**
 * Starts what answers proxies, at GATE_LISTEN. The address that it has unless set may be taken by
 * another instance on this machine: then this one serves no gate, and says so.
 */
export async function startGate(): Promise<void> {
  const { gate } = getEnv();
  if (!gate) return;
  const state = new GateState();
  const server = serveGate(state);
  try {
    server.listen(gate.port, gate.host);
    await once(server, "listening");
  } catch (error) {
    if (gate.chosen) throw error;
    return log.info({ err: error }, "no gate is served here; GATE_LISTEN says where");
  }
  server.unref();
  await pollChanges(state);
  await hearChanges(state);
}
