import type { IncomingHttpHeaders } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { answerSecurely } from "./answer-securely.ts";
import { serveAt } from "./listen.ts";
import { makeServer } from "./make-server.ts";

test("each answer has a nonce of its own, which no client chooses", async () => {
  const site = { dev: false, https: false };
  const seen: IncomingHttpHeaders[] = [];
  const port = await findFreePort();
  const listener = answerSecurely(site, ({ headers }, response) => {
    seen.push(headers);
    response.end();
  });
  onTestFinished(await serveAt(port, makeServer(site), listener));
  const forged = "script-src 'nonce-bm9uY2U='";

  const ask = async () => {
    const headers = {
      "x-nonce": "bm9uY2U=",
      "content-security-policy": forged,
      "content-security-policy-report-only": forged,
    };
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers });
    return answer.headers.get("content-security-policy") ?? "";
  };
  const policies = [await ask(), await ask()];

  const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1]);
  expect(new Set([...nonces, "bm9uY2U="]).size).toBe(3);
  for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(seen.map((headers) => headers["content-security-policy"])).toEqual(policies);
  expect(seen.map((headers) => headers["x-nonce"])).toEqual(nonces);
  for (const headers of seen) {
    expect(headers).not.toHaveProperty("content-security-policy-report-only");
  }
});
