import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

/**
 * Stands in front of a port: of the database, so that a test can take it from the app, or with `tls`
 * in front of the app itself.
 */
export async function startRelay(to: number, tls?: TlsOptions) {
  const open = new Set<Socket>();
  let cut = false;
  const relay = (from: Socket) => {
    if (cut) return from.destroy();
    const onward = connect(to, "127.0.0.1");
    for (const [one, other] of [
      [from, onward],
      [onward, from],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.once("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  };
  const server = tls ? createTlsServer(tls, relay) : createServer(relay);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const setCut = (wanted: boolean) => {
    cut = wanted;
    if (cut) for (const socket of open) socket.destroy();
  };
  const stop = async () => {
    setCut(true);
    server.close();
    await once(server, "close");
  };
  return { port: (server.address() as AddressInfo).port, setCut, stop };
}
