import { isIP } from "node:net";
import { brand } from "#lib/brand.ts";
import packageJson from "#package.json" with { type: "json" };
import { toTrailEvent } from "./canonical-event.ts";
import { classes, findActivity } from "./ocsf-activities.ts";
import type { Entry } from "./read-trail.ts";

/** The newest that has both classes: 1.9 deprecates Account Change (docs/decisions/0027). */
const version = "1.8.0";

/** The service that people sign in to: its name, and the domain of its passkeys. */
export type Service = { appName: string; rpId: string };

type Event = Entry["event"];

const webAuthn = { factor_type_id: 10, factor_type: "WebAuthn" };

const severityOf = ({ name, outcome }: Event) => {
  if (name === "passkey-flag") return { severity_id: 3, severity: "Medium" };
  if (outcome === "refused") return { severity_id: 2, severity: "Low" };
  return { severity_id: 1, severity: "Informational" };
};

const statusOf = ({ outcome, reason }: Event) => ({
  ...(outcome === "done"
    ? { status_id: 1, status: "Success" }
    : { status_id: 2, status: "Failure" }),
  ...(reason && { status_code: reason, status_detail: reason }),
});

/** The schema wants a user who has an id or a name, also where nobody is known. */
const userOf = ({ accountId }: Event) =>
  accountId
    ? { uid: accountId, type_id: 1, type: "User" }
    : { name: "unknown", type_id: 0, type: "Unknown" };

const authentication = (event: Event, { appName, rpId }: Service) => ({
  service: { name: appName, uid: rpId },
  is_remote: true,
  ...(event.sessionId && { session: { uid: event.sessionId } }),
  ...(event.name === "browser-new" && { is_new_logon: true }),
  ...(event.passkeyId && { auth_protocol_id: 99, auth_protocol: "WebAuthn" }),
  // A passkey asks for the device and for its PIN or the person's body.
  ...(event.passkeyId && event.outcome === "done" && { is_mfa: true }),
});

const change = (event: Event) =>
  event.sessionId ? { actor: { user: userOf(event), session: { uid: event.sessionId } } } : {};

const endpoint = (ip: string) => (isIP(ip) ? { ip } : { name: ip });

const text = (bytes: Buffer) => bytes.toString("base64url");

const sealed = ({ previous, root, sealedAt, signature, ...seal }: NonNullable<Entry["seal"]>) => ({
  number: seal.number,
  previous: text(previous),
  root: text(root),
  first: seal.first,
  count: seal.count,
  sealedAt: sealedAt.toISOString(),
  keyId: seal.keyId,
  signature: text(signature),
});

/** What proves the event: `npm run audit -- verify --file` reads this and nothing else. */
const evidence = ({ position, leaf, event, source, seal }: Entry) => ({
  event: toTrailEvent(event),
  position,
  /** The hash that it was sealed by: tells which event of a seal was changed. */
  leaf: text(leaf),
  source: source && { salt: text(source.salt), ip: source.ip, userAgent: source.userAgent },
  ...(seal && { seal: sealed(seal) }),
});

/**
 * Tells an event of the trail in OCSF (https://schema.ocsf.io/1.8.0), as an Account Change or an
 * Authentication, by opaque ids alone.
 */
export function toOcsf(entry: Entry, service: Service) {
  const { position, event, source } = entry;
  const activity = findActivity(event.name);
  const isChange = activity.class === 3001;
  return {
    category_uid: 3,
    category_name: "Identity & Access Management",
    class_uid: activity.class,
    class_name: classes[activity.class],
    activity_id: activity.id,
    activity_name: activity.caption ?? event.name,
    type_uid: activity.class * 100 + activity.id,
    time: event.at.getTime(),
    ...severityOf(event),
    ...statusOf(event),
    metadata: {
      version,
      product: { name: brand.name, vendor_name: brand.name, version: packageJson.version },
      uid: String(event.id),
      event_code: event.name,
      sequence: position,
      correlation_uid: event.requestId,
    },
    user: userOf(event),
    ...(event.passkeyId && { auth_factors: [webAuthn] }),
    ...(isChange ? change(event) : authentication(event, service)),
    ...(source?.ip && { src_endpoint: endpoint(source.ip) }),
    http_request: {
      uid: event.requestId,
      ...(source?.userAgent && { user_agent: source.userAgent }),
    },
    unmapped: evidence(entry),
  };
}

/** An event of the trail as one line of JSON Lines. */
export function toLine(entry: Entry, service: Service): string {
  return `${JSON.stringify(toOcsf(entry, service))}\n`;
}
