import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { getEnv } from "#lib/env.ts";
import { gateCookies } from "#lib/gate/gate-cookies.ts";
import { algorithm } from "#lib/gate/gate-keys.ts";
import { scheme } from "#lib/gate/return-address.ts";
import { clockTolerance, issuer, longestTicket } from "#lib/gate/ticket.ts";
import { cookieName } from "#lib/http/cookies.ts";
import { fillTemplate } from "./fill-template.ts";
import { ruleLines, staleLines } from "./haproxy-rules.ts";
import { quote, returnWords } from "./haproxy-words.ts";
import type { Guarded, Setup } from "./setup.ts";

const template = join(import.meta.dirname, "../../edge/haproxy/haproxy.cfg");

/** UTF-8 (RFC 3629 §4) from its start to its end, without controls, % ; and \. */
const oneReading = [
  String.raw`[\x20-\x24\x26-\x3a\x3c-\x5b\x5d-\x7e]`,
  String.raw`\xc2[\xa0-\xbf]`,
  String.raw`[\xc3-\xdf][\x80-\xbf]`,
  String.raw`\xe0[\xa0-\xbf][\x80-\xbf]`,
  String.raw`[\xe1-\xec\xee\xef][\x80-\xbf]{2}`,
  String.raw`\xed[\x80-\x9f][\x80-\xbf]`,
  String.raw`\xf0[\x90-\xbf][\x80-\xbf]{2}`,
  String.raw`[\xf1-\xf3][\x80-\xbf]{3}`,
  String.raw`\xf4[\x80-\x8f][\x80-\xbf]{2}`,
].join("|");

const server = (address: string) => {
  const { protocol, host } = new URL(address.replace("h2c:", "https:"));
  return protocol === "https:" ? `${host} proto h2` : host;
};

const signature = (keys: string) => (kid: string) => {
  const verified = `var(txn.ticket),jwt_verify(${algorithm},"${keys}/${kid}.pem")`;
  return `http-request set-var(txn.signed) ${verified} if { var(txn.kid) -m str -- ${quote(kid)} }`;
};

/** As `identityHeaders` has them: what isn't ASCII is escaped. */
const personalLines = [
  ["X-Auth-Email", "email"],
  ["X-Auth-Name", "name"],
].map(([name, claim]) => {
  const told = `var(txn.ticket),jwt_payload_query("$.${claim}"),url_enc`;
  return `http-request set-header ${name} '%[${told},regsub(%40,@,g),regsub(%20," ",g)]' if known`;
});

const ownCookies = (names: string[]) => {
  const gates = String.raw`(^|;)[ \t]*(${names.join("|")})[ \t]*=[^;]*`;
  return String.raw`%[req.fhdr(cookie),regsub("${gates}","",g),regsub("^;[ \t]*","")]`;
};

/** Where the keys are, and what HAProxy opens besides. */
type Folders = { keys: string; own: string };

/** The configuration of HAProxy for a service, with the gate's keys of these ids. */
export async function haproxyConfig(
  { app, upstream, bind }: Omit<Setup, "proxy" | "service">,
  { name, hosts, rules, personal }: Guarded,
  kids: string[],
  { keys, own }: Folders,
): Promise<string> {
  const cookies = Object.values(gateCookies).map(cookieName);
  return fillTemplate(await readFile(template, "utf8"), {
    service: name,
    folder: own,
    bind,
    scheme: scheme(),
    hosts: hosts.map(quote).join(" "),
    "one-reading": `^/(${oneReading})*$`,
    ticket: cookieName(gateCookies.ticket),
    "gate-session": cookieName(gateCookies.session),
    signatures: kids.map(signature(keys)).join("\n"),
    issuer: issuer(),
    tolerance: String(clockTolerance),
    longest: String(longestTicket + clockTolerance),
    rules: ruleLines(rules),
    stale: staleLines(name, rules),
    personal: (personal ? personalLines : []).join("\n"),
    "not-found": returnWords("not-found"),
    "invalid-request": returnWords("invalid-request"),
    "no-access": returnWords("no-access", "%[var(txn.to)]"),
    "signed-out": returnWords("signed-out", "%[var(txn.to)]"),
    "app-origin": getEnv().origins[0],
    "own-cookies": ownCookies(cookies),
    app: server(app),
    upstream: server(upstream),
  });
}
