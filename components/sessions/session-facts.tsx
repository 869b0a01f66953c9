import { useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { SessionListing } from "#lib/sessions/session.ts";

type SessionFactsProps = { session: SessionListing; passkey: string | undefined };

/** Since when, from where and by which passkey somebody is signed in. */
export function SessionFacts({ session, passkey }: SessionFactsProps) {
  const t = useTranslations("sessions");
  const { createdAt, lastSeenAt, ip, method } = session;
  return (
    <Facts>
      <p>{t.rich("began", { time: () => <RelativeTime at={createdAt} /> })}</p>
      <p>{t.rich("seen", { time: () => <RelativeTime at={lastSeenAt} /> })}</p>
      {ip && <p>{t("from", { ip })}</p>}
      {method === "linked" && <p>{t("byPhone")}</p>}
      {passkey && <p>{t("by", { passkey })}</p>}
      {!passkey && method === "passkey" && <p>{t("byRemoved")}</p>}
    </Facts>
  );
}
