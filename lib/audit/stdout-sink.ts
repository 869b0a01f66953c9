import type { Sink } from "./sink.ts";

const write = (line: string) =>
  new Promise<void>((resolve, reject) => {
    process.stdout.write(line, (error) => (error ? reject(error) : resolve()));
  });

/**
 * Standard output, among the lines of the log. A line is written by itself: up to 4 KiB a pipe takes
 * it whole or not at all, so no line of the log gets into it. Waits for a reader who is slow.
 */
export const stdoutSink: Sink = {
  name: "stdout",
  send: async ({ lines }) => {
    for (const line of lines) await write(line);
  },
};
