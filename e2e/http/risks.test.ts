import { expect, inject, test, vi } from "vitest";
import { closeDatabase } from "#lib/database.ts";
import { getEnv } from "#lib/env.ts";
import { findRisks } from "#lib/launch/find-risks.ts";

const usual = () => ({ ...getEnv(), limitsScale: 1 });

test("without risks nothing is told", async () => {
  expect(await findRisks(usual())).toEqual([]);
});

test("other limits than usual are told of", async () => {
  const risks = await findRisks({ ...getEnv(), limitsScale: 50 });
  expect(risks).toEqual([expect.stringContaining("LIMITS_SCALE is 50")]);
});

test("so is a role that may rewrite the audit trail", async () => {
  await closeDatabase();
  const { username } = new URL(inject("databaseTemplate"));
  const url = new URL(getEnv().databaseUrl);
  url.username = username;
  vi.spyOn(getEnv(), "databaseUrl", "get").mockReturnValue(url.href);
  expect(await findRisks(usual())).toEqual([expect.stringContaining("audit trail")]);
});
