import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Where the way to PostgreSQL breaks: at the n-th statement, before it gets there or once it ran. */
export type Break = { statement: number; when: "before" | "after" };

/** The protocol's messages that have a statement run: Query and Execute. */
const runs = ["Q", "E"];

/**
 * Takes bytes as they come, and hands on whole messages of a client (PostgreSQL protocol, "Message
 * Formats"): the first has no type, all others begin with one.
 */
const splitMessages = (onMessage: (type: string, bytes: Buffer) => void) => {
  let rest = Buffer.alloc(0);
  let typed = 0;
  return (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= typed + 4) {
      const length = typed + rest.readUInt32BE(typed);
      if (rest.length < length) return;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      onMessage(typed ? String.fromCharCode(message[0] ?? 0) : "", message);
      typed = 1;
    }
  };
};

/**
 * A proxy in front of the PostgreSQL at `target` that can break the way there. Between breaks it does
 * nothing but hand on.
 */
export async function startSeveringProxy(target: number) {
  let plan: Break | null = null;
  let seen = 0;
  let silent = false;
  let refusing = false;
  let lastByte = Date.now();
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    // Messages go one by one, and must not wait for each other's acknowledgement.
    socket.setNoDelay(true);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (refusing) return client.destroy();
    const upstream = connect(target, "127.0.0.1");
    keep(upstream);
    let doomed = false;
    const sever = () => {
      plan = null;
      client.resetAndDestroy();
      upstream.destroy();
    };
    const split = splitMessages((type, bytes) => {
      if (client.destroyed) return;
      if (runs.includes(type)) seen += 1;
      const hit = plan && runs.includes(type) && seen === plan.statement;
      if (hit && plan?.when === "before") return sever();
      if (hit) {
        plan = null;
        doomed = true;
      }
      upstream.write(bytes);
    });
    client.on("data", (chunk) => {
      lastByte = Date.now();
      if (!silent) split(chunk);
    });
    upstream.on("data", (chunk) => {
      lastByte = Date.now();
      if (silent) return;
      // Its answer shows that the statement ran.
      if (doomed) sever();
      else client.write(chunk);
    });
    client.on("close", () => upstream.destroy());
    return upstream.on("close", () => silent || client.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  /** Breaks once, counting statements from now on. @returns what calls it off, and tells whether it happened */
  const breakAt = (at: Break) => {
    plan = at;
    seen = 0;
    return () => {
      const happened = plan === null;
      plan = null;
      return happened;
    };
  };
  /** Whether nobody has said anything for a moment. */
  const isQuiet = () => Date.now() - lastByte > 30;
  /** Whether nothing gets through any more in either direction, and no connection ends. */
  const silence = (on: boolean) => {
    silent = on;
    // What was swallowed is missing for good.
    if (!on) for (const socket of sockets) socket.destroy();
  };
  /** Whether connections are taken and closed at once, as by a proxy that has no server. */
  const refuse = (on: boolean) => {
    refusing = on;
    if (on) for (const socket of sockets) socket.destroy();
  };
  const stop = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  };
  return { port, breakAt, isQuiet, silence, refuse, stop };
}
