import { join } from "node:path";
import { keepSecret } from "#e2e/support/gate.ts";
import { readGuarded } from "#lib/edge/setup.ts";
import { writeConfig } from "#lib/edge/write-config.ts";
import type { Edge, Place } from "../support/place.ts";
import { runProgram } from "../support/run-program.ts";
import { watched } from "../support/run-watch.ts";
import { withoutAsking } from "../support/without-asking.ts";

const writeFor = async (
  { service, port, app, upstream, certificate, folder }: Place,
  algorithm: "HS256" | "ES256",
) => {
  const local = (at: number) => `http://127.0.0.1:${at}`;
  const setup = {
    service,
    app: local(app),
    upstream: local(upstream),
    bind: `127.0.0.1:${port}`,
    ...(certificate && { tls: certificate.both }),
  };
  await keepSecret(await readGuarded(service), algorithm === "HS256");
  await writeConfig({ proxy: "lighttpd", ...setup }, folder);
};

const startWith = (algorithm: "HS256" | "ES256") => async (place: Place) => {
  await writeFor(place, algorithm);
  const words = ["-D", "-f", join(place.folder, "lighttpd.conf")];
  const proxy = await runProgram("/usr/sbin/lighttpd", words, place.port);
  return await watched(proxy, place.folder);
};

const cannot = {
  ...withoutAsking,
  "by HTTP/2, a body without a length reaches the service whole": "it gets 411",
  "gRPC passes with a ticket, its trailers too, and is refused without":
    "mod_proxy speaks HTTP/1 to services",
};

/** lighttpd, verifying tickets by the service's own secret. */
export const lighttpdBySecret: Edge = {
  name: "lighttpd verifies HS256",
  start: startWith("HS256"),
  cannot: {
    ...cannot,
    "refused: a ticket of an unknown key": "there is one secret, and no id to choose by",
    "keys change under load, and no good ticket is refused": "the gate's keys sign nothing here",
  },
};

/** lighttpd, verifying tickets by the gate's public keys. */
export const lighttpdByKeys: Edge = {
  name: "lighttpd verifies ES256",
  start: startWith("ES256"),
  cannot,
};
