import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

/** How long HAProxy may take to answer. */
const milliseconds = 2_000;

/**
 * Sends commands to a socket of HAProxy (its Management Guide, §9.3).
 * @returns what it answers to all of them
 * @throws where the socket isn't there, nobody listens, or no answer comes in time
 */
export async function askHaproxy(socketPath: string, commands: string[]): Promise<string> {
  const socket = connect(socketPath);
  socket.setTimeout(milliseconds, () => socket.destroy(new Error("HAProxy does not answer")));
  try {
    await once(socket, "connect").catch((error) => {
      throw new Error(`no HAProxy listens at ${socketPath} (${error.code})`);
    });
    socket.end(`${commands.join(";")}\n`);
    return await text(socket);
  } finally {
    socket.destroy();
  }
}
