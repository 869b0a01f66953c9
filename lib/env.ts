import { getDomainWithoutSuffix } from "tldts";
import { z } from "zod";
import { brand } from "#lib/brand.ts";

/** What the process was started with, parsed and checked. */
export type Env = {
  appName: string;
  /** Every origin whose pages may use this server; the first is canonical. */
  origins: [string, ...string[]];
  /** Origins of other domains that may use our passkeys (WebAuthn Level 3 §5.11). */
  relatedOrigins: string[];
  rpId: string;
  databaseUrl: string;
  /** For migrations alone: the role that owns the tables, where the app's own does not. */
  databaseOwnerUrl: string | null;
  /** The first seals, all open, so a secret is rotated by putting a new one in front. */
  sessionSecrets: string[];
  /** How many proxies in front are ours and append to X-Forwarded-For. */
  trustedProxyHops: number;
  /** What every limit is multiplied by (lib/limits/). */
  limitsScale: number;
  /** What the audit trail is signed with: the first signs, all verify. */
  auditKeys: string[];
  /** Where the audit trail is sent as it grows, and the bearer token for it. */
  auditSink: { target: string; token: string | null } | null;
  /** How long a session lasts, in seconds: unused, and in all. */
  session: { idle: number; absolute: number };
  /** Hours from a request to recover by mail until its link is sent. */
  recoveryWait: number;
  /** The mail server's URL, and who mails are from; without a URL none is sent. */
  mail: { url: string | null; from: string };
  /** Where proxies ask whether a request may pass; null: nowhere. `chosen`: by a setting. */
  gate: { host: string; port: number; chosen: boolean } | null;
  port: number;
  dataDir: string;
};

/** Every fault of the environment, in one message an operator can act on. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";

  constructor(faults: string[]) {
    super(`The environment has ${faults.length} fault(s):\n- ${faults.join("\n- ")}`);
  }
}

type Source = Record<string, string | undefined>;

const list = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

const origin = z.string().superRefine((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.origin !== value) {
    context.addIssue(`"${value}" is not an origin such as https://app.example.com`);
  } else if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocalhost(url))) {
    context.addIssue(`"${value}" must be https; http works for localhost only`);
  }
});

const isLocalhost = (url: URL) =>
  url.hostname === "localhost" || url.hostname.endsWith(".localhost");

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, "must start with postgres:// or postgresql://");

const secrets = z
  .string()
  .transform(list)
  .pipe(z.array(z.string().min(32, "each secret needs 32 characters or more")).min(1));

/** Plain http is for a sink on this machine. */
const isSink = (target: string) => {
  const url = URL.parse(target);
  if (target === "stdout") return true;
  // file://var/log would be a folder of the machine "var".
  if (url?.protocol === "file:") return /^file:\//.test(target) && url.host === "";
  if (!url || url.username || url.password) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLocalhost(url));
};

const isListenAddress = (value: string) =>
  /^([\w.-]+|\[[\da-f:]+\]):[1-9]\d*$/i.test(value) && URL.canParse(`http://${value}`);

const settings = z.object({
  APP_NAME: z.string().trim().min(1).max(64).default(brand.name),
  ORIGIN: z
    .string()
    .transform(list)
    .pipe(z.tuple([origin], origin)),
  RELATED_ORIGINS: z.string().default("").transform(list).pipe(z.array(origin)),
  RP_ID: z.string().optional(),
  DATABASE_URL: databaseUrl,
  DATABASE_OWNER_URL: databaseUrl.optional(),
  SESSION_SECRET: secrets,
  AUDIT_KEY: secrets.optional(),
  AUDIT_SINK: z
    .string()
    .refine(
      isSink,
      "must be stdout, file: with an absolute path, or an https address without a password",
    )
    .optional(),
  AUDIT_SINK_TOKEN: z
    .string()
    .regex(/^[!-~]+$/, "must be of printable ASCII, without spaces")
    .optional(),
  LIMITS_SCALE: z.coerce.number("must be a number").positive().max(1_000_000).default(1),
  TRUSTED_PROXY_HOPS: wholeNumber(0, 16).default(0),
  SESSION_IDLE_MINUTES: wholeNumber(5, 24 * 60).default(60),
  SESSION_HOURS: wholeNumber(1, 30 * 24).default(24),
  RECOVERY_WAIT_HOURS: wholeNumber(1, 14 * 24).default(24),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, "must start with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]+@[^\r\n]+$/, "must be an address")
    .optional(),
  PORT: wholeNumber(1, 65_535).default(3000),
  GATE_LISTEN: z
    .string()
    .refine((value) => value === "off" || isListenAddress(value), "must be host:port, or off")
    .optional(),
  DATA_DIR: z.string().default(".data"),
});

/** WebAuthn Level 3 §5.1.2: the RP ID is the origin's effective domain or a parent of it. */
const rpIdFaults = (rpId: string, hosts: string[]) =>
  hosts
    .filter((host) => host !== rpId && !(rpId.includes(".") && host.endsWith(`.${rpId}`)))
    .map((host) => `RP_ID: "${rpId}" is neither the host "${host}" nor a parent of it`);

/** Browsers look at five labels and no more (WebAuthn Level 3 §5.11.1); `a.de` and `a.com` share one. */
const mostLabels = 5;

const relatedFaults = (related: string[]) => {
  const labels = new Set(related.map((one) => getDomainWithoutSuffix(one)));
  if (labels.size <= mostLabels) return [];
  return [
    `RELATED_ORIGINS: ${labels.size} different names, of which browsers accept ${mostLabels}`,
  ];
};

const faultsOf = (error: z.ZodError | undefined) =>
  (error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    const missing = issue.code === "invalid_type" && issue.input === undefined;
    return missing ? `${name} is not set` : `${name}: ${issue.message}`;
  });

const usualGate = "127.0.0.1:3001";

const readGate = (setting: string | undefined, appPort: number): Env["gate"] => {
  if (setting === "off" || (!setting && usualGate.endsWith(`:${appPort}`))) return null;
  const { hostname, port } = new URL(`http://${setting ?? usualGate}`);
  const host = hostname.replace(/^\[|\]$/g, "");
  return { host, port: Number(port || 80), chosen: setting !== undefined };
};

/** `NAME=` in an env file means "not set". */
const withoutBlanks = (source: Source) =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));

/**
 * Parses the environment that `source` holds.
 * @throws EnvironmentError that names every fault at once
 */
export function parseEnv(source: Source): Env {
  const given = withoutBlanks(source);
  const parsed = settings.safeParse(given, { reportInput: true });
  const hosts = list(given.ORIGIN ?? "").flatMap((one) => URL.parse(one)?.hostname ?? []);
  const rpId = given.RP_ID ?? hosts[0] ?? "";
  const faults = [
    ...faultsOf(parsed.error),
    ...rpIdFaults(rpId, hosts),
    ...relatedFaults(list(given.RELATED_ORIGINS ?? "")),
  ];
  if (!parsed.success || faults.length > 0) throw new EnvironmentError(faults);
  const { data } = parsed;
  return {
    appName: data.APP_NAME,
    origins: data.ORIGIN,
    relatedOrigins: data.RELATED_ORIGINS,
    rpId,
    databaseUrl: data.DATABASE_URL,
    databaseOwnerUrl: data.DATABASE_OWNER_URL ?? null,
    sessionSecrets: data.SESSION_SECRET,
    auditKeys: data.AUDIT_KEY ?? data.SESSION_SECRET,
    auditSink: data.AUDIT_SINK
      ? { target: data.AUDIT_SINK, token: data.AUDIT_SINK_TOKEN ?? null }
      : null,
    limitsScale: data.LIMITS_SCALE,
    trustedProxyHops: data.TRUSTED_PROXY_HOPS,
    session: { idle: data.SESSION_IDLE_MINUTES * 60, absolute: data.SESSION_HOURS * 60 * 60 },
    recoveryWait: data.RECOVERY_WAIT_HOURS,
    mail: {
      url: data.SMTP_URL ?? null,
      from: data.MAIL_FROM ?? `"${data.APP_NAME.replaceAll('"', "")}" <no-reply@${hosts[0]}>`,
    },
    gate: readGate(data.GATE_LISTEN, data.PORT),
    port: data.PORT,
    dataDir: data.DATA_DIR,
  };
}

/** Whether pages of `origin` may use this server and its passkeys. */
export function isOurOrigin(origin: string): boolean {
  const { origins, relatedOrigins } = getEnv();
  return origins.includes(origin) || relatedOrigins.includes(origin);
}

let cached: Env | undefined;

/** The process's environment, parsed at the first call and kept. */
export function getEnv(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
