import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { FolderKeeper } from "#lib/edge/folder-keeper.ts";
import { checkSetup, readGuarded, readSetup, type Setup } from "#lib/edge/setup.ts";
import { writeConfig } from "#lib/edge/write-config.ts";
import { hearChanges, pollChanges } from "#lib/gate/follow-changes.ts";
import { nextSecret, storeSecret } from "#lib/gate/service-secret.ts";
import { take, UsageFault, type Verb } from "./verb.ts";

const options = {
  app: { type: "string" },
  service: { type: "string" },
  bind: { type: "string", default: "127.0.0.1:8080" },
  out: { type: "string" },
} as const;

const write = async (setup: Setup, folder: string, secret?: string | null) => {
  await writeConfig(setup, folder, secret);
  return [`Written to ${folder}, and tried: a good ticket passes, a forged one does not.`];
};

const addresses = "--app http://<host:port> --service http://<host:port>";

const haproxy: Verb = {
  usage: `<service> ${addresses} [--bind <as in HAProxy>] [--out <folder>]`,
  read: (args) => {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [service = ""] = take(positionals, 1);
    const { app, service: upstream, bind, out = "haproxy" } = values;
    if (!app || !upstream) throw new UsageFault();
    return async () =>
      await write(checkSetup({ proxy: "haproxy", service, app, upstream, bind }), resolve(out));
  },
};

const lighttpd: Verb = {
  usage: `<service> ${addresses} [--bind <host:port>] [--tls <pem>] [--out <folder>] [--algorithm HS256|ES256]`,
  read: (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...options,
        tls: { type: "string" },
        algorithm: { type: "string", default: "HS256" },
      },
    });
    const [service = ""] = take(positionals, 1);
    const { app, service: upstream, bind, out = "lighttpd", algorithm } = values;
    const isKnown = ["HS256", "ES256"].includes(algorithm);
    if (!app || !upstream || !isKnown) throw new UsageFault();
    return async () => {
      const tls = values.tls && resolve(values.tls);
      const setup = checkSetup({ proxy: "lighttpd", service, app, upstream, bind, tls });
      const guarded = await readGuarded(service);
      const secret = await nextSecret(guarded, algorithm === "HS256");
      const lines = await write(setup, resolve(out), secret);
      // Only now: what could not be written has changed nothing.
      await storeSecret(guarded, secret);
      return lines;
    };
  },
};

const day = 24 * 60 * 60 * 1000;

const watch: Verb = {
  usage: "<folder>…",
  read: (folders) => {
    if (folders.length === 0) throw new UsageFault();
    return async () => {
      for (const folder of folders.map((one) => resolve(one))) {
        const say = (line: string) => process.stdout.write(`${line}\n`);
        const keeper = new FolderKeeper(folder, await readSetup(folder), say);
        await pollChanges(keeper);
        await hearChanges(keeper);
        say(`${folder} is kept current.`);
      }
      // Until a signal ends it.
      for (;;) await wait(day);
    };
  },
};

/** What writes the configuration of a proxy that verifies tickets by itself, and keeps it current. */
export const edgeVerbs: Record<string, Verb> = { haproxy, lighttpd, watch };
