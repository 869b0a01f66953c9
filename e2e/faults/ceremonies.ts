import { eq } from "drizzle-orm";
import { z } from "zod";
import { outbox } from "#db/schema.ts";
import type { Reply } from "#e2e/support/http-client.ts";
import { newEmail } from "#e2e/support/people.ts";
import {
  addPasskey,
  prepareAuthentication,
  prepareRegistration,
  signIn,
  verifyAuthentication,
  verifyRegistration,
} from "#e2e/support/run-ceremonies.ts";
import { newMember, newVisitor } from "#e2e/support/visitor.ts";
import { getDatabase } from "#lib/database.ts";
import { openSeal } from "#lib/seal.ts";

/** One ceremony: `prepare` does all before the request that changes something, and hands that back. */
export type Ceremony = {
  name: string;
  /** Whether the app must be able to send mails. */
  mails?: boolean;
  prepare: (origin: string) => Promise<() => Promise<Reply>>;
  /**
   * What may have changed, one state a transaction: none, the first, the first two … and the last is
   * the whole. Described as describe-changes.ts does.
   */
  states: string[];
};

const spent = "spent_challenges +1";

const newMemberWithCode = async (origin: string) => {
  const member = await newMember(origin);
  const { body } = await member.browser.post<{ codes: string[] }>("/api/recovery/codes", {});
  return { ...member, code: body.codes[0] };
};

/** The six digits in the mail that waits to be sent. */
const codeMailedTo = async (email: string) => {
  const [mail] = await getDatabase().select().from(outbox).where(eq(outbox.recipient, email));
  return (await openSeal("mail", z.object({ code: z.string() }), mail?.secrets ?? ""))?.code;
};

export const ceremonies: Ceremony[] = [
  {
    name: "sign-up",
    prepare: async (origin) => {
      const { browser, authenticator } = newVisitor(origin);
      const prepared = await prepareRegistration(browser, authenticator, { email: newEmail() });
      return () => verifyRegistration(browser, prepared);
    },
    states: [
      "",
      spent,
      "accounts +1, audit_events +2, passkeys +1, spent_challenges +1",
      "accounts +1, audit_events +3, known_browsers +1, passkeys +1, sessions +1, spent_challenges +1",
    ],
  },
  {
    name: "sign-in",
    prepare: async (origin) => {
      const { authenticator } = await newMember(origin);
      const { browser } = newVisitor(origin);
      const prepared = await prepareAuthentication(browser, authenticator, {});
      return () => verifyAuthentication(browser, prepared);
    },
    states: [
      "",
      spent,
      "audit_events +2, known_browsers +1, passkeys -1 +1, sessions +1, spent_challenges +1",
    ],
  },
  {
    name: "step-up",
    prepare: async (origin) => {
      const { browser, authenticator } = await newMember(origin);
      const purpose = { purpose: "step-up" };
      const prepared = await prepareAuthentication(browser, authenticator, purpose);
      return () => verifyAuthentication(browser, prepared);
    },
    states: ["", spent, "audit_events +1, passkeys -1 +1, sessions -1 +1, spent_challenges +1"],
  },
  {
    name: "another passkey",
    prepare: async (origin) => {
      const { browser } = await newMember(origin);
      const { authenticator } = newVisitor(origin);
      const prepared = await prepareRegistration(browser, authenticator, {});
      return () => verifyRegistration(browser, prepared);
    },
    states: ["", spent, "audit_events +1, passkeys +1, spent_challenges +1"],
  },
  {
    name: "revoking a passkey",
    prepare: async (origin) => {
      const { browser, authenticator } = await newMember(origin);
      const second = newVisitor(origin);
      const { body } = await addPasskey(browser, second.authenticator);
      await signIn(second.browser, second.authenticator);
      await signIn(browser, authenticator);
      return () => browser.delete(`/api/passkeys/${body.passkey.id}`);
    },
    states: ["", "audit_events +1, passkeys -1 +1, sessions -1"],
  },
  {
    name: "making recovery codes",
    prepare: async (origin) => {
      const { browser } = await newMemberWithCode(origin);
      return () => browser.post("/api/recovery/codes", {});
    },
    states: ["", "audit_events +1, recovery_codes -10 +10"],
  },
  {
    name: "recovery by a code",
    prepare: async (origin) => {
      const { code } = await newMemberWithCode(origin);
      const { browser } = newVisitor(origin);
      return () => browser.post("/api/recovery/code", { code });
    },
    states: ["", "audit_events +1, recovery_codes -1 +1, sessions +1"],
  },
  {
    name: "the passkey that ends a recovery",
    prepare: async (origin) => {
      const { code } = await newMemberWithCode(origin);
      const { browser, authenticator } = newVisitor(origin);
      await browser.post("/api/recovery/code", { code });
      const prepared = await prepareRegistration(browser, authenticator, {});
      return () => verifyRegistration(browser, prepared);
    },
    states: [
      "",
      spent,
      "audit_events +2, passkeys +1, recovery_codes -10, sessions -2, spent_challenges +1",
      "audit_events +4, known_browsers +1, passkeys +1, recovery_codes -10, sessions -2 +1, spent_challenges +1",
    ],
  },
  {
    name: "asking for a code by mail",
    mails: true,
    prepare: async (origin) => {
      const { browser } = await newMember(origin);
      return () => browser.post("/api/email/confirmation", {});
    },
    states: ["", "email_confirmations +1"],
  },
  {
    name: "confirming an address by its code",
    mails: true,
    prepare: async (origin) => {
      const { browser, account } = await newMember(origin);
      await browser.post("/api/email/confirmation", {});
      const code = await codeMailedTo(account.email);
      return () => browser.post("/api/email/confirmation/code", { code });
    },
    states: [
      "",
      "email_confirmations -1 +1",
      "accounts -1 +1, audit_events +1, email_confirmations -1",
    ],
  },
  {
    name: "a new name",
    prepare: async (origin) => {
      const { browser } = await newMember(origin);
      return () => browser.patch("/api/account", { name: "Ada" });
    },
    states: ["", "accounts -1 +1, audit_events +1"],
  },
  {
    name: "sign-out",
    prepare: async (origin) => {
      const { browser } = await newMember(origin);
      return () => browser.post("/api/sign-out", {});
    },
    states: ["", "audit_events +1, sessions -1"],
  },
  {
    name: "deleting the account",
    prepare: async (origin) => {
      const { browser } = await newMemberWithCode(origin);
      return () => browser.delete("/api/account");
    },
    states: [
      "",
      "accounts -1, audit_events +1, known_browsers -1, passkeys -1, recovery_codes -10, sessions -1",
    ],
  },
];
