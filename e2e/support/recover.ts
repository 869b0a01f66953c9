import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { recoveryRequests } from "#db/recovery-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { sendDueRecoveryMails } from "#lib/recovery/send-due-mails.ts";
import type { HttpClient, Reply } from "./http-client.ts";
import { tokenIn } from "./mail-server.ts";
import { passTime } from "./pass-time.ts";
import { confirmAddress, newBrowser, newPerson } from "./people.ts";
import { mailsTo } from "./test-mailbox.ts";

/** Somebody whose address is confirmed. */
export const newConfirmedPerson = async () => {
  const person = await newPerson();
  await confirmAddress(person.account.id);
  return person;
};

/** Somebody who also has recovery codes. */
export const newPersonWithCodes = async () => {
  const person = await newConfirmedPerson();
  const { body } = await person.browser.post<{ codes: string[] }>("/api/recovery/codes", {});
  return { ...person, codes: body.codes };
};

export const askByMail = (email: string) => newBrowser().post("/api/recovery/mail", { email });
export const askOperator = (email: string, note = "It is me") =>
  newBrowser().post("/api/recovery/operator", { email, note });
export const followLink = (browser: HttpClient, token: string) =>
  browser.post("/api/recovery/mail/link", { token });
export const stopByLink = (token: string) =>
  newBrowser().post("/api/recovery/stop/link", { token });

/** The newest mail to `email` with that subject. */
const newestMail = async (email: string, subject: string) => {
  const mail = (await mailsTo(email)).findLast((one) => one.subject === subject);
  if (!mail) throw new Error(`no mail "${subject}" to ${email}`);
  return mail;
};

/** The secret of the link that enrols a passkey, in the newest mail that has that subject. */
export const enrolTokenIn = async (email: string, subject: string) =>
  tokenIn(await newestMail(email, subject), "/recover/mail");

/** What the mails to an address are about, as they came. */
export const subjectsTo = async (email: string) =>
  (await mailsTo(email)).map(({ subject }) => subject);

/** The subject of the mail that brings the link after the wait. */
export const ready = "You can create a new passkey now";

/** What an account has under way. */
export const requestOf = async (accountId: string) => {
  const own = eq(recoveryRequests.accountId, accountId);
  return (await getDatabase().select().from(recoveryRequests).where(own))[0];
};

/** How long it waits for its link, in hours. */
export const hoursToWait = async (accountId: string) => {
  const request = await requestOf(accountId);
  return ((request?.opensAt?.getTime() ?? 0) - (request?.createdAt.getTime() ?? 0)) / 3_600_000;
};

/** Somebody who waited, with the secret of the link that came. */
export const newWaited = async () => {
  const person = await newConfirmedPerson();
  await askByMail(person.account.email);
  await passTime("24 hours");
  await sendDueRecoveryMails();
  return { ...person, token: await enrolTokenIn(person.account.email, ready) };
};

/** An answer as anybody on the way sees it, but for the id of its request. */
export const seenOf = ({ status, headers, body }: Reply) => ({
  status,
  body,
  headers: [...headers].filter(([name]) => name !== "x-request-id"),
});

/** Expects that the bare facts of a table's rows hold none of `secrets`. */
export const expectWithout = (rows: unknown, secrets: string[]) => {
  const text = JSON.stringify(rows);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(5);
    expect(text).not.toContain(secret);
  }
};
