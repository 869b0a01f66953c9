import { join } from "node:path";
import { writeConfig } from "#lib/edge/write-config.ts";
import type { Edge, Place } from "../support/place.ts";
import { runProgram } from "../support/run-program.ts";
import { watched } from "../support/run-watch.ts";
import { withoutAsking } from "../support/without-asking.ts";

/** Writes HAProxy's configuration for a place. */
export const writeFor = ({ service, port, app, upstream, certificate, http2, folder }: Place) => {
  const tls = certificate ? ` ssl crt ${certificate.both} alpn h2,http/1.1` : "";
  const setup = {
    proxy: "haproxy" as const,
    service,
    app: `http://127.0.0.1:${app}`,
    upstream: `${http2 ? "h2c" : "http"}://127.0.0.1:${upstream}`,
    bind: `127.0.0.1:${port}${tls}`,
  };
  return writeConfig(setup, folder);
};

/** Runs HAProxy as operators do: with a master that reloads it. */
export const runHaproxy = ({ folder, port }: Pick<Place, "folder" | "port">) =>
  runProgram(
    "/usr/sbin/haproxy",
    ["-W", "-S", join(folder, "master.sock"), "-f", join(folder, "haproxy.cfg")],
    port,
  );

const start = async (place: Place) => {
  await writeFor(place);
  const proxy = await runHaproxy(place);
  return await watched(proxy, place.folder);
};

/** HAProxy, verifying tickets by itself. */
export const haproxy: Edge = { name: "HAProxy verifies", start, cannot: withoutAsking };
