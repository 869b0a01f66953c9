import { type KeyObject, sign } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { sendLoad } from "./load.ts";

/** A worker that asks a gate about tickets, each another, and tells after each `step` of them. */

export type Tickets = {
  port: number;
  /** The request but for its last header, the cookie, and the cookie's name. */
  head: string;
  cookieName: string;
  /** What every ticket says. */
  claims: Record<string, unknown>;
  kid: string;
  key: KeyObject;
  step: number;
};

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

const { port, head, cookieName, claims, kid, key, step }: Tickets = workerData;
const header = encode({ alg: "ES256", kid, typ: "JWT" });
let made = 0;

/** By Node's own signing, which is quicker here than what the gate signs with. */
const nextTicket = () => {
  made += 1;
  const iat = Math.floor(Date.now() / 1000);
  const own = { ...claims, iat, exp: iat + 300, jti: `session-${made}.${made}` };
  const signed = `${header}.${encode(own)}`;
  const signature = sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
};

sendLoad(
  { port, connections: 32, expected: "HTTP/1.1 204" },
  () => `${head}Cookie: ${cookieName}=${nextTicket()}\r\n\r\n`,
  (so) => {
    if (so.answered % step === 0) parentPort?.postMessage(so);
  },
);
