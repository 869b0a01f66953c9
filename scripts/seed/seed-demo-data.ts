import { and, inArray, isNotNull, notInArray, sql } from "drizzle-orm";
import { auditEvents, auditSources } from "#db/audit-schema.ts";
import type { Database, Transaction } from "#db/client.ts";
import { accounts, passkeys, sessions } from "#db/schema.ts";
import { forgetSources } from "#lib/audit/forget-sources.ts";
import { LaunchError } from "#lib/launch/launch-error.ts";
import { demoStory, openPasskey } from "./demo-story.ts";
import { accountPrefixLength, accountPrefixOf, makeEvents, makeRows } from "./make-rows.ts";
import { otherStories, strangers } from "./other-stories.ts";
import { writeKeyFile } from "./write-key-file.ts";

/** What was made, to be told. */
export type Seeded = {
  email: string;
  passkeys: number;
  sessions: number;
  /** Accounts beside the demo account. */
  others: number;
  events: number;
  /** Where the demo passkey's private key is. */
  keyFile: string;
};

const stories = [demoStory, ...otherStories];
const prefixes = stories.map(accountPrefixOf);
const prefix = sql`left(${accounts.id}, ${accountPrefixLength})`;

const checkAddresses = async (tx: Transaction) => {
  const [taken] = await tx
    .select({ email: accounts.email })
    .from(accounts)
    .where(
      and(
        inArray(
          sql`lower(${accounts.email})`,
          stories.map(({ email }) => email),
        ),
        isNotNull(accounts.emailVerifiedAt),
        notInArray(prefix, prefixes),
      ),
    );
  if (!taken) return;
  throw new LaunchError(
    `Not seeded: an account that is no demo account has ${taken.email}. Delete it, or empty the database with \`npm run db:reset\`.`,
  );
};

/** Removes what an earlier seed made, and what was done with it since; the events stay. */
const removeEarlier = async (tx: Transaction) => {
  const removed = await tx
    .delete(accounts)
    .where(inArray(prefix, prefixes))
    .returning({ id: accounts.id });
  for (const { id } of removed) await forgetSources(tx, id);
};

/**
 * Puts the demo data into a migrated database, in place of what an earlier seed left of it, and
 * writes the demo passkey's private key to the folder `dataDir`: all of it happens or nothing.
 * @param rpId what the demo passkey belongs to
 * @throws LaunchError when another account has a verified address of the demo data
 */
export async function seedDemoData(
  db: Database,
  { rpId, dataDir }: { rpId: string; dataDir: string },
): Promise<Seeded> {
  const told = stories.map(makeRows);
  const [demo] = told;
  const open = demo?.passkeys.find(({ label }) => label === openPasskey);
  if (!demo || !open) throw new Error("the demo account lacks its passkey");
  const events = [...told.flatMap((one) => one.events), ...makeEvents(strangers)].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  const keyFile = await db.transaction(async (tx) => {
    await checkAddresses(tx);
    await removeEarlier(tx);
    await tx.insert(accounts).values(told.map(({ account }) => account));
    await tx.insert(passkeys).values(told.flatMap((one) => one.passkeys.map(({ row }) => row)));
    await tx.insert(sessions).values(told.flatMap((one) => one.sessions));
    await tx.insert(auditSources).values(events.flatMap(({ source }) => source ?? []));
    const rows = events.map((event) => ({ ...event, sourceHash: event.source?.hash }));
    await tx.insert(auditEvents).values(rows);
    // Last, so that a file that can't be written undoes the rest.
    return writeKeyFile(dataDir, rpId, demo.account, open);
  });
  return {
    email: demoStory.email,
    passkeys: demo.passkeys.length,
    sessions: demo.sessions.length,
    others: otherStories.length,
    events: events.length,
    keyFile,
  };
}
