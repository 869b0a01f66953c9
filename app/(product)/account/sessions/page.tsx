import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { LinkedNote } from "#components/links/linked-note.tsx";
import { BrowserIcon } from "#components/sessions/browser-icon.tsx";
import { SessionFacts } from "#components/sessions/session-facts.tsx";
import type { SessionEntry } from "#components/sessions/session-item.tsx";
import { SessionList } from "#components/sessions/session-list.tsx";
import { SessionManager } from "#components/sessions/session-manager.tsx";
import { AccountPage } from "#components/shell/account-page.tsx";
import { describeBrowser, nameBrowser } from "#lib/passkeys/describe-browser.ts";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import { listSessions } from "#lib/sessions/list-sessions.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sessions"))("title") };
}

/** Numbers browsers of one name, so that each can be told from the others. */
const numbered = (entries: SessionEntry[]): SessionEntry[] =>
  entries.map((entry, index) => {
    const before = entries.slice(0, index).filter(({ browser }) => browser === entry.browser);
    return before.length === 0
      ? entry
      : { ...entry, browser: `${entry.browser} ${before.length + 1}` };
  });

export default async function SessionsPage() {
  const signedIn = await requirePageSession("/account/sessions");
  const [sessions, passkeys] = await Promise.all([
    listSessions(signedIn),
    listPasskeys(signedIn.account.id, signedIn.passkeyId),
  ]);
  const locale = await getLocale();
  const t = await getTranslations("sessions");
  const entries = await Promise.all(
    sessions.map(async (session) => {
      const { id, current, userAgent, passkeyId } = session;
      const passkey = passkeys.find((one) => one.id === passkeyId)?.name;
      return {
        id,
        current,
        browser: (await nameBrowser({ userAgent, locale })) ?? t("unknownBrowser"),
        icon: <BrowserIcon mobile={describeBrowser(userAgent).mobile} />,
        facts: <SessionFacts session={session} passkey={passkey} />,
      };
    }),
  );
  return (
    <AccountPage>
      {signedIn.session.method === "linked" ? (
        <div className="grid gap-5">
          <h1>{t("title")}</h1>
          <LinkedNote />
          <SessionList entries={numbered(entries)} />
        </div>
      ) : (
        <SessionManager entries={numbered(entries)} />
      )}
    </AccountPage>
  );
}
