import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { text } from "node:stream/consumers";

/**
 * A client that sends one request after the other on a single connection.
 * @returns what sends one, and what closes the connection
 */
export function holdConnection(port: number, host: string) {
  const [servername] = host.split(":");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set<number | undefined>();
  const send = async (target: string, cookie?: string) => {
    const headers = { host, ...(cookie && { cookie }) };
    const sent = request({ host: "127.0.0.1", servername, port, path: target, agent, headers });
    const [response]: [IncomingMessage] = (await once(sent.end(), "response")) as never;
    ports.add(response.socket.localPort);
    await text(response);
    return response.statusCode ?? 0;
  };
  /** How many connections there were in all. */
  const count = () => ports.size;
  return { send, count, close: () => agent.destroy() };
}
