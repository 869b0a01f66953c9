import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { Sink } from "./sink.ts";

const newline = "\n".charCodeAt(0);

/** Whether a crash, or a full disk, left a line without its end. */
const endsMidLine = async (file: FileHandle, size: number) => {
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== newline;
};

/** A new file is safe once its folder is. */
const syncFolder = async (path: string) => {
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
};

/**
 * A file that whole lines are added to, each batch on the disk before it counts. It is opened anew
 * for each, so that one which was renamed (logrotate) is left alone from then on.
 */
export function fileSink(path: string): Sink {
  return {
    name: `file:${path}`,
    send: async ({ lines }) => {
      const file = await open(path, "a+", 0o600);
      try {
        const { size } = await file.stat();
        const heal = (await endsMidLine(file, size)) ? "\n" : "";
        await file.appendFile(heal + lines.join(""));
        await file.datasync();
        if (size === 0) await syncFolder(path);
      } finally {
        await file.close();
      }
    },
  };
}
