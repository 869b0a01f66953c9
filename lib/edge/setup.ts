import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { gateServices } from "#db/gate-schema.ts";
import { GateFault } from "#lib/gate/gate-fault.ts";
import { readServices, type Service } from "#lib/gate/service.ts";

/** An address of a server that a proxy passes requests on to; h2c is HTTP/2 without TLS, as of gRPC. */
const address = z.string().regex(/^(http|h2c):\/\/[\w.-]+:\d{1,5}$/, {
  error: ({ input }) => `"${input}" must be written as in http://127.0.0.1:8000.`,
});

const shape = z.object({
  proxy: z.enum(["haproxy", "lighttpd"]),
  service: z.string(),
  /** Where the proxy reaches the app, and the service. */
  app: address,
  upstream: address,
  /** Where it listens: in HAProxy's own words, or host:port. */
  bind: z.string().regex(/^[\x20-\x7e]+$/, "Where to listen is one line."),
  /** The file with lighttpd's certificate and key; HAProxy has it in `bind`. */
  tls: z
    .string()
    .regex(/^\/[\w./-]+$/, "The certificate needs an absolute path, and a plainer name.")
    .optional(),
});

/** What a proxy's configuration is written from, beside what the database knows. */
export type Setup = z.infer<typeof shape>;

/** Kept beside the configuration, so that it can be written again. */
export const setupFile = "setup.json";

/** The gate sessions that ended, one a line; both proxies read it. */
export const revokedFile = "revoked";

/** @throws GateFault that says what is wrong */
export function checkSetup(given: unknown): Setup {
  const { data, error } = shape.safeParse(given);
  if (!data) throw new GateFault(error.issues.map(({ message }) => message).join("\n"));
  return data;
}

/** Reads from what the configuration in `folder` was written. @throws GateFault */
export async function readSetup(folder: string): Promise<Setup> {
  const text = await readFile(join(folder, setupFile), "utf8").catch(() => {
    throw new GateFault(`"${folder}" holds no configuration that was written by this command.`);
  });
  return checkSetup(JSON.parse(text));
}

/** A service and its hosts. */
export type Guarded = Service & { hosts: string[] };

/** Reads a service as a proxy is told of it. @throws GateFault */
export async function readGuarded(name: string): Promise<Guarded> {
  const known = await readServices(eq(gateServices.name, name));
  const [service] = known.values();
  if (!service) throw new GateFault(`There is no service "${name}".`);
  const foreign = service.rules.find(({ prefix }) => !/^[!-~]+$/.test(prefix));
  if (foreign) throw new GateFault(`"${foreign.prefix}": a proxy compares ASCII letters alone.`);
  return { ...service, hosts: [...known.keys()] };
}
