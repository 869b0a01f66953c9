import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

const tryPort = async (port: number): Promise<number> => {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return address.port;
};

/** A port of 127.0.0.1 that nobody listens on: `wanted` if it is free, else any. */
export async function findFreePort(wanted = 0): Promise<number> {
  return tryPort(wanted).catch(() => tryPort(0));
}
