import { expect } from "vitest";
import type { HttpClient, Reply } from "./http-client.ts";
import { tokenIn } from "./mail-server.ts";
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
export const newestMail = async (email: string, subject: string) => {
  const mail = (await mailsTo(email)).findLast((one) => one.subject === subject);
  if (!mail) throw new Error(`no mail "${subject}" to ${email}`);
  return mail;
};

/** The secret of the link that enrols a passkey, in the newest mail that has that subject. */
export const enrolTokenIn = async (email: string, subject: string) =>
  tokenIn(await newestMail(email, subject), "/recover/mail");

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
