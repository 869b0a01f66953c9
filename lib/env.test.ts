import { expect, test } from "vitest";
import { brand } from "#lib/brand.ts";
import { parseEnv } from "./env.ts";

const secret = "a-secret-of-more-than-32-characters";
const good = {
  ORIGIN: "https://app.example.com",
  DATABASE_URL: "postgres://db.example.com/latchkey",
  SESSION_SECRET: secret,
};

const faultsOf = (source: Record<string, string>) => {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n- ").slice(1);
  }
};

test("fills in the defaults", () => {
  expect(parseEnv(good)).toEqual({
    appName: brand.name,
    origins: ["https://app.example.com"],
    relatedOrigins: [],
    rpId: "app.example.com",
    databaseUrl: "postgres://db.example.com/latchkey",
    databaseOwnerUrl: null,
    sessionSecrets: [secret],
    limitsScale: 1,
    auditKeys: [secret],
    auditSink: null,
    trustedProxyHops: 0,
    session: { idle: 3600, absolute: 86_400 },
    recoveryWait: 24,
    mail: { url: null, from: `"${brand.name}" <no-reply@app.example.com>` },
    gate: { host: "127.0.0.1", port: 3001, chosen: false },
    port: 3000,
    dataDir: ".data",
  });
});

test("takes lists of origins and secrets, the first of each foremost", () => {
  const env = parseEnv({
    ...good,
    ORIGIN: "https://app.example.com, https://www.example.com",
    RP_ID: "example.com",
    SESSION_SECRET: `${secret}-new,${secret}`,
  });
  expect(env.origins).toEqual(["https://app.example.com", "https://www.example.com"]);
  expect(env.rpId).toBe("example.com");
  expect(env.sessionSecrets).toEqual([`${secret}-new`, secret]);
});

test("names every fault at once", () => {
  const faults = faultsOf({
    ORIGIN: "http://app.example.com",
    RP_ID: "other.example",
    DATABASE_URL: "mysql://x",
    SESSION_SECRET: "short",
    TRUSTED_PROXY_HOPS: "-1",
    PORT: "99999",
  });
  expect(faults.map((fault) => fault.split(/[: ]/)[0])).toEqual([
    "ORIGIN",
    "DATABASE_URL",
    "SESSION_SECRET",
    "TRUSTED_PROXY_HOPS",
    "PORT",
    "RP_ID",
  ]);
});

test("says what is not set, and takes blank for not set", () => {
  expect(faultsOf({ ORIGIN: "", SESSION_SECRET: " " })).toEqual([
    "ORIGIN is not set",
    "DATABASE_URL is not set",
    "SESSION_SECRET is not set",
  ]);
});

test.each([
  "http://app.example.com",
  "http://localhost.example.com",
  "https://app.example.com/",
  "https://app.example.com/path",
  "app.example.com",
  "ftp://localhost",
])("refuses the origin %s", (ORIGIN) => {
  expect(faultsOf({ ...good, ORIGIN })).toHaveLength(1);
});

test.each(["http://localhost:3000", "http://app.localhost:8080"])(
  "takes the origin %s",
  (ORIGIN) => {
    expect(faultsOf({ ...good, ORIGIN })).toEqual([]);
  },
);

test.each(["com", "ample.com", "www.app.example.com", "example.org"])(
  "refuses the RP ID %s for app.example.com",
  (RP_ID) => {
    expect(faultsOf({ ...good, RP_ID })).toHaveLength(1);
  },
);

test.each([
  "stdout",
  "file:/var/log/audit.jsonl",
  "file:///var/log/audit.jsonl",
  "https://logs.example.com/in?tenant=1",
  "http://localhost:9000/in",
])("takes the audit sink %s", (AUDIT_SINK) => {
  expect(faultsOf({ ...good, AUDIT_SINK, AUDIT_SINK_TOKEN: "a-token" })).toEqual([]);
});

test.each([
  "stderr",
  "file:audit.jsonl",
  "file://var/log/audit.jsonl",
  "/var/log/audit.jsonl",
  "http://logs.example.com/in",
  "https://user:password@logs.example.com/in",
])("refuses the audit sink %s", (AUDIT_SINK) => {
  expect(faultsOf({ ...good, AUDIT_SINK })).toHaveLength(1);
});

test("refuses a token that no header can hold, without saying it", () => {
  const faults = faultsOf({ ...good, AUDIT_SINK: "stdout", AUDIT_SINK_TOKEN: "sec\nret" });
  expect(faults).toHaveLength(1);
  expect(faults[0]).not.toContain("sec");
});

test("related origins share at most five names, whatever their suffix", () => {
  const related = (names: string[]) => names.map((name) => `https://${name}`).join(",");
  const five = ["a.com", "b.com", "c.co.uk", "d.com", "www.e.com", "a.de", "shop.b.co.uk"];
  expect(parseEnv({ ...good, RELATED_ORIGINS: related(five) }).relatedOrigins).toHaveLength(7);
  expect(faultsOf({ ...good, RELATED_ORIGINS: related([...five, "f.com"]) })).toEqual([
    "RELATED_ORIGINS: 6 different names, of which browsers accept 5",
  ]);
  expect(faultsOf({ ...good, RELATED_ORIGINS: "http://a.com" })).toHaveLength(1);
});

test.each([
  ["off", null],
  ["0.0.0.0:4000", { host: "0.0.0.0", port: 4000, chosen: true }],
  ["[::1]:4000", { host: "::1", port: 4000, chosen: true }],
  ["gate.internal:80", { host: "gate.internal", port: 80, chosen: true }],
])("GATE_LISTEN %s is where proxies ask", (setting, gate) => {
  expect(parseEnv({ ...good, GATE_LISTEN: setting }).gate).toEqual(gate);
});

test.each(["OFF", "4000", ":4000", "host", "host:0", "host:99999", "http://host:80", "[::::]:80"])(
  "GATE_LISTEN %s is a fault",
  (setting) => {
    const faults = faultsOf({ ...good, GATE_LISTEN: setting });
    expect(faults).toEqual(["GATE_LISTEN: must be host:port, or off"]);
  },
);

test("where the app has the gate's usual port, there is no gate", () => {
  expect(parseEnv({ ...good, PORT: "3001" }).gate).toBeNull();
});
