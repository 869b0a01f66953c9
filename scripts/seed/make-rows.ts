import { createHash, randomBytes } from "node:crypto";
import type { auditEvents } from "#db/audit-schema.ts";
import type { accounts, passkeys, sessions } from "#db/schema.ts";
import { newSource } from "#lib/audit/source.ts";
import { newOpaqueId } from "#lib/opaque-id.ts";
import { absoluteLimit } from "#lib/sessions/lifetime.ts";
import { browsers } from "./browsers.ts";
import { makeKey } from "./make-key.ts";
import { models } from "./models.ts";
import { ago } from "./moments.ts";
import type { Role, Step, Story } from "./story.ts";

type Ids = { accountId: string; passkeys: Map<string, string>; sessions: Map<string, string> };

const digest = (text: string) => createHash("sha256").update(text).digest();

/** In characters of base64url. */
export const accountPrefixLength = 11;

/**
 * What the account's id begins with: the same at every seed, so that the next one finds what this one
 * made. The rest is new each time, since the events of the account before can't be taken back.
 */
export function accountPrefixOf({ email }: Story): string {
  return digest(`demo ${email}`).toString("base64url").slice(0, accountPrefixLength);
}

const requestPrefix = "5eed0000-0000-4000-8000-";

/** What happens to an account in one moment happens in one request. */
const requestIdOf = ({ ago: length }: Step, ids: Ids | undefined) =>
  requestPrefix + digest(`${ids?.accountId} ${length}`).toString("hex").slice(0, 12);

const opens = ({ name, reason }: Step) => !reason && ["sign-in", "step-up"].includes(name);

const momentOf = (step: Step | undefined) => step && ago(step.ago);

const whereabouts = ({ browser, ip = browsers[browser].ip }: Step) => {
  return { userAgent: browsers[browser].userAgent, ip };
};

/** Makes events as the product writes them; `ids` are missing where nobody is known. */
export function makeEvents(steps: Step[], ids?: Ids) {
  return steps.map((step) => ({
    source: newSource(whereabouts(step)),
    requestId: requestIdOf(step, ids),
    at: ago(step.ago),
    name: step.name,
    outcome: step.reason ? "refused" : "done",
    reason: step.reason,
    accountId: ids?.accountId,
    passkeyId: ids?.passkeys.get(step.passkey ?? ""),
    sessionId: ids?.sessions.get(step.session ?? ""),
  })) satisfies (typeof auditEvents.$inferInsert & { source: unknown })[];
}

const makePasskey = (label: string, role: Role, steps: Step[], ids: Ids) => {
  const own = steps.filter(({ passkey }) => passkey === label);
  const first = (name: Step["name"]) => own.find((step) => step.name === name);
  const used = own.findLast(opens);
  const model = models[role.model];
  const { publicKey, privateKey } = makeKey();
  const row: typeof passkeys.$inferInsert = {
    ...model,
    id: ids.passkeys.get(label) ?? "",
    accountId: ids.accountId,
    credentialId: randomBytes(32).toString("base64url"),
    publicKey,
    counter: role.counter ?? 0,
    name: role.renamed ?? model.name,
    createdAt: momentOf(first("passkey-add")),
    lastUsedAt: momentOf(used),
    lastUsedFrom: used && browsers[used.browser].words,
    flaggedAt: momentOf(first("passkey-flag")),
    revokedAt: momentOf(first("passkey-revoke")),
  };
  return { label, row, privateKey };
};

const makeSession = (label: string, lastSeen: number, steps: Step[], ids: Ids) => {
  const own = steps.filter((step) => step.session === label && opens(step));
  const [opened, renewed] = [own[0], own.at(-1)];
  if (!opened || !renewed) throw new Error(`no sign-in opens the session "${label}"`);
  return {
    id: ids.sessions.get(label) ?? "",
    // The hash of no token that anybody ever had.
    tokenHash: randomBytes(32),
    accountId: ids.accountId,
    passkeyId: ids.passkeys.get(renewed.passkey ?? ""),
    method: "passkey",
    ...whereabouts(opened),
    createdAt: ago(opened.ago),
    authenticatedAt: ago(renewed.ago),
    lastSeenAt: ago(lastSeen),
    expiresAt: ago(opened.ago - absoluteLimit(false) * 1000),
  } satisfies typeof sessions.$inferInsert;
};

const newIds = (labels: string[]) => new Map(labels.map((label) => [label, newOpaqueId()]));

/** Makes the rows of a story; its passkeys come with their labels and private keys (PKCS#8). */
export function makeRows(story: Story) {
  const { email, name, verified, suspended, steps } = story;
  const created = ago(steps[0]?.ago ?? 0);
  const ids: Ids = {
    accountId: accountPrefixOf(story) + newOpaqueId().slice(accountPrefixLength),
    passkeys: newIds(Object.keys(story.passkeys)),
    sessions: newIds(steps.flatMap(({ session }) => session ?? [])),
  };
  const account: typeof accounts.$inferInsert = {
    id: ids.accountId,
    userHandle: randomBytes(64),
    email,
    name,
    emailVerifiedAt: verified ? created : null,
    suspendedAt: suspended === undefined ? null : ago(suspended),
    createdAt: created,
  };
  return {
    account,
    passkeys: Object.entries(story.passkeys).map((role) => makePasskey(...role, steps, ids)),
    sessions: Object.entries(story.open).map((one) => makeSession(...one, steps, ids)),
    events: makeEvents(steps, ids),
  };
}
