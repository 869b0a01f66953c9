import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { getEnv } from "#lib/env.ts";
import { gateCookies } from "#lib/gate/gate-cookies.ts";
import { GateFault } from "#lib/gate/gate-fault.ts";
import { algorithm } from "#lib/gate/gate-keys.ts";
import { scheme } from "#lib/gate/return-address.ts";
import { methodsOf, orderRules, type Rule } from "#lib/gate/rule.ts";
import { openSecret } from "#lib/gate/service-secret.ts";
import { secretAlgorithm } from "#lib/gate/signer.ts";
import { clockTolerance, issuer, longestTicket } from "#lib/gate/ticket.ts";
import { cookieName } from "#lib/http/cookies.ts";
import { fillTemplate } from "./fill-template.ts";
import { luaValue } from "./lua-value.ts";
import { publicPems } from "./public-pems.ts";
import { refusalBody } from "./refusal-body.ts";
import type { Guarded } from "./setup.ts";

const sources = join(import.meta.dirname, "../../edge/lighttpd");
const parts = ["read-json", "verify-ticket", "judge", "answer"];

const setOf = (names: string[]) => Object.fromEntries(names.map((name) => [name, true]));

const toRule = (rule: Rule) => ({
  prefix: rule.prefix,
  methods: rule.methods.length > 0 ? setOf(methodsOf(rule)) : null,
  open: rule.open,
  roles: rule.roles,
  max_age: rule.maxAge,
});

const verifying = async ({ name, secret: sealed }: Guarded) => {
  if (!sealed) return { algorithm, keys: Object.fromEntries(await publicPems()) };
  const secret = await openSecret(sealed);
  if (!secret) throw new GateFault(`The secret of "${name}" can't be opened any more.`);
  return { algorithm: secretAlgorithm, secret };
};

/**
 * The script by which lighttpd lets requests of a service pass.
 * @param revoked the path of the file with the gate sessions that ended
 */
export async function lighttpdScript(service: Guarded, revoked: string): Promise<string> {
  const cookies = Object.values(gateCookies).map(cookieName);
  const [origin] = getEnv().origins;
  const settings = luaValue({
    ...(await verifying(service)),
    service: service.name,
    issuer: issuer(),
    tolerance: clockTolerance,
    longest: longestTicket + clockTolerance,
    revoked,
    hosts: setOf(service.hosts),
    rules: orderRules(service.rules).map(toRule),
    personal: service.personal,
    app: origin,
    scheme: scheme(),
    ticket_cookie: cookieName(gateCookies.ticket),
    session_cookie: cookieName(gateCookies.session),
    cookies: setOf(cookies),
    problems: Object.fromEntries(
      (["not-found", "invalid-request", "signed-out", "no-access"] as const).map((code) => [
        code,
        refusalBody(code),
      ]),
    ),
  });
  const read = (name: string) => readFile(join(sources, `${name}.lua`), "utf8");
  const texts = await Promise.all(parts.map(async (name) => [name, await read(name)] as const));
  const made = createHash("sha256")
    .update(JSON.stringify([settings, texts]))
    .digest("base64url");
  return fillTemplate(await read("gate"), { made, settings, ...Object.fromEntries(texts) });
}
