import { join } from "node:path";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { type Edge, type Place, render } from "../support/place.ts";
import { runProgram } from "../support/run-program.ts";

const own = (file: string) => join(import.meta.dirname, file);

/**
 * Makes what starts HAProxy with the configuration that is ready to be copied, edited for a place.
 * @param more what is edited after that, as `render` takes it
 */
export const startWith =
  (more: Record<string, string> = {}) =>
  async ({ host, port, upstream, app, gate, certificate, http2, folder }: Place) => {
    const tls = certificate ? ` ssl crt ${certificate.both} alpn h2,http/1.1` : "";
    const script = await render(own("ask.lua"), folder, {});
    const file = await render(own("haproxy.cfg"), folder, {
      "/etc/haproxy/ask.lua": script,
      "*:443 ssl crt /etc/ssl/service.example.com.pem alpn h2,http/1.1": `127.0.0.1:${port}${tls}`,
      "service.example.com": host,
      "127.0.0.1:3002": `127.0.0.1:${await findFreePort()}`,
      "127.0.0.1:3001": `127.0.0.1:${gate}`,
      "127.0.0.1:3000": `127.0.0.1:${app}`,
      "127.0.0.1:8000": `127.0.0.1:${upstream}${http2 ? " proto h2" : ""}`,
      ...more,
    });
    return await runProgram("/usr/sbin/haproxy", ["-W", "-f", file], port);
  };

/** HAProxy, asking the gate. */
export const haproxyAsk: Edge = { name: "HAProxy asks", start: startWith(), cannot: {} };
