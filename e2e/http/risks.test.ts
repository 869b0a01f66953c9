import { expect, inject, test, vi } from "vitest";
import { newService } from "#e2e/support/gate.ts";
import { closeDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";
import { findRisks } from "#lib/launch/find-risks.ts";

const usual = () => ({ ...getEnv(), limitsScale: 1, trustedProxyHops: 1 });

test("without risks nothing is told", async () => {
  expect(await findRisks(usual())).toEqual([]);
});

test("other limits than usual are told of", async () => {
  const risks = await findRisks({ ...usual(), limitsScale: 50 });
  expect(risks).toEqual([expect.stringContaining("LIMITS_SCALE is 50")]);
});

test("so is a gate that other machines may reach", async () => {
  const gateAt = (host: string) => ({ ...usual(), gate: { host, port: 3001, chosen: true } });
  for (const host of ["127.0.0.1", "localhost", "[::1]"]) {
    expect(await findRisks(gateAt(host))).toEqual([]);
  }
  for (const host of ["0.0.0.0", "10.0.0.5", "[::]", "gate.internal"]) {
    const risks = await findRisks(gateAt(host));
    expect(risks).toEqual([expect.stringContaining(`GATE_LISTEN is ${host}`)]);
  }
});

test("so is everybody counting as one address where services are behind the gate", async () => {
  const unproxied = { ...usual(), trustedProxyHops: 0 };
  expect(await findRisks(unproxied)).toEqual([]);
  await newService();
  expect(await findRisks(unproxied)).toEqual([expect.stringContaining("TRUSTED_PROXY_HOPS is 0")]);
  expect(await findRisks({ ...usual(), trustedProxyHops: 1 })).toEqual([]);
});

test("so is a role that may rewrite the audit trail", async () => {
  await closeDatabase();
  const { username } = new URL(inject("databaseTemplate"));
  const url = new URL(getEnv().databaseUrl);
  url.username = username;
  vi.spyOn(getEnv(), "databaseUrl", "get").mockReturnValue(url.href);
  expect(await findRisks(usual())).toEqual([expect.stringContaining("audit trail")]);
});
