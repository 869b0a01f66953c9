import { CircleX } from "lucide-react";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Activity } from "#lib/audit/list-activity.ts";
import type { Reason } from "#lib/errors.ts";
import { nameBrowser } from "#lib/passkeys/describe-browser.ts";

/** Why it was refused, where that tells the account's owner something. */
const toldReasons = [
  "account-suspended",
  "by-owner",
  "counter",
  "passkey-exists",
  "passkey-limit",
  "revoked",
  "user-verification",
] as const satisfies Reason[];

/** Events that are about a passkey, rather than done with one. */
const aboutPasskey = ["passkey-add", "passkey-rename", "passkey-revoke", "passkey-flag"];

const ActivityItem = async ({ event }: { event: Activity }) => {
  const t = await getTranslations("activity");
  const { name, outcome, reason, at, passkey, about, ip, userAgent } = event;
  const exact = { dateStyle: "medium", timeStyle: "short" } as const;
  const moment = (await getFormatter()).dateTime(new Date(at), exact);
  const told = toldReasons.find((one) => one === reason);
  const browser = await nameBrowser({ userAgent, locale: await getLocale() });
  const refused = outcome === "refused";
  return (
    <>
      <p className="flex items-center gap-2 font-medium">
        {refused && <CircleX aria-hidden className="size-4 shrink-0 text-destructive" />}
        {t(`${refused ? "refusals" : "events"}.${name}`)}
      </p>
      {told && <p className="text-sm">{t(`reasons.${told}`)}</p>}
      <Facts>
        <p>
          <RelativeTime at={at} /> ({moment})
        </p>
        {passkey && <p>{t(aboutPasskey.includes(name) ? "passkey" : "with", { passkey })}</p>}
        {about && <p>{t(name === "gate-enter" ? "service" : "role", { about })}</p>}
        {browser && <p>{ip ? t("from", { browser, ip }) : browser}</p>}
        {!browser && ip && <p>{t("fromIp", { ip })}</p>}
      </Facts>
    </>
  );
};

/** What happened in an account, in the order given. */
export function ActivityList({ events }: { events: Activity[] }) {
  return (
    <ol className="w-full divide-y rounded-xl border bg-card wrap-anywhere">
      {events.map((event) => (
        <li key={event.id} className="grid gap-1 px-4 py-3 sm:px-5">
          <ActivityItem event={event} />
        </li>
      ))}
    </ol>
  );
}
