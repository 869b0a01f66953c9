import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What stands between the app and its database, so that a test can take the one from the other. */
export async function startRelay(to: number) {
  const open = new Set<Socket>();
  let cut = false;
  const server = createServer((from) => {
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
  });
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
