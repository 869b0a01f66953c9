import type { LinkStatus, OpenedLink } from "#lib/links/link.ts";
import type { HttpClient } from "./http-client.ts";
import { newBrowser, newPerson } from "./people.ts";
import { stepUp } from "./run-ceremonies.ts";

type Kind = LinkStatus["kind"];

/** Opens a request. */
export function openLink(browser: HttpClient, kind: Kind) {
  return browser.post<OpenedLink>("/api/links", { kind });
}

/** Joins a request by its code, from the other side. */
export function joinLink(browser: HttpClient, kind: Kind, code: string) {
  return browser.post<LinkStatus>("/api/links/join", { kind, code });
}

/** Asks how a request stands; the browser that asked is let in by it. */
export function linkStatus(browser: HttpClient, id: string) {
  return browser.post<LinkStatus>(`/api/links/${id}/status`, {});
}

/** Approves a request. */
export function approveLink(browser: HttpClient, id: string) {
  return browser.post(`/api/links/${id}/approve`, {});
}

/** Refuses a request. */
export function refuseLink(browser: HttpClient, id: string) {
  return browser.post(`/api/links/${id}/refuse`, {});
}

/** Somebody who opened a request of either kind with the browser that is to be let in, both joined. */
export async function newJoinedLink(kind: Kind) {
  const person = await newPerson();
  const asker = newBrowser();
  const [opener, joiner] =
    kind === "add-device" ? [person.browser, asker] : [asker, person.browser];
  const { id, code } = (await openLink(opener, kind)).body;
  const joined = await joinLink(joiner, kind, code);
  return { ...person, asker, id, code, joined };
}

/** The same, approved. */
export async function newApprovedLink(kind: Kind) {
  const link = await newJoinedLink(kind);
  if (kind === "sign-in") await stepUp(link.browser, link.authenticator);
  const { status, body } = await approveLink(link.browser, link.id);
  if (status !== 204) throw new Error(`the approval answered ${status}: ${JSON.stringify(body)}`);
  return link;
}

/** The same, and the browser is in. */
export async function newClaimedLink(kind: Kind) {
  const link = await newApprovedLink(kind);
  await linkStatus(link.asker, link.id);
  return link;
}
