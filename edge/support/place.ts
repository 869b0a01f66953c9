import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Certificate } from "./certificate.ts";

/** Where everything is that a proxy's configuration speaks of; all of it on loopback. */
export type Place = {
  /** The service's name at the gate, and its host, with the port, as browsers write it. */
  service: string;
  host: string;
  /** Ports: the proxy's own, and those of the service, of the app, and of the gate. */
  port: number;
  upstream: number;
  app: number;
  gate: number;
  /** The app's origin. */
  origin: string;
  /** A folder of the proxy's own, which goes with it. */
  folder: string;
  /** Where clients come by https; else they come without TLS. */
  certificate?: Certificate | undefined;
  /** Whether the service speaks HTTP/2, without TLS. */
  http2?: boolean;
};

/** A running program, to be stopped. */
export type Running = { stop: () => Promise<void> };

/** A proxy in one of its modes. */
export type Edge = {
  name: string;
  /** Starts it in the foreground, as a child of this process, ready to serve at its port. */
  start: (place: Place) => Promise<Running>;
  /** Cases that it can't pass, by name, each with the reason. */
  cannot: Record<string, string>;
};

/**
 * Writes a configuration that is ready to be copied into the folder of a place, with that place in it.
 * @param edits what stands in the file, and what takes its place everywhere
 * @returns the file's path
 * @throws where the file no longer has one of the edited texts
 */
export async function render(
  file: string,
  folder: string,
  edits: Record<string, string>,
): Promise<string> {
  let text = await readFile(file, "utf8");
  for (const [from, to] of Object.entries(edits)) {
    if (!text.includes(from)) throw new Error(`${file} has no "${from}" to edit`);
    text = text.replaceAll(from, to);
  }
  await mkdir(folder, { recursive: true });
  const path = join(folder, basename(file));
  await writeFile(path, text);
  return path;
}
