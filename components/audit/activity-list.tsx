import { CircleX } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Activity } from "#lib/audit/list-activity.ts";
import { nameBrowser } from "#lib/passkeys/describe-browser.ts";

const ActivityItem = async ({ event }: { event: Activity }) => {
  const t = await getTranslations("activity");
  const { name, outcome, at, passkey, ip, userAgent } = event;
  const browser = await nameBrowser({ userAgent, locale: await getLocale() });
  const refused = outcome === "refused";
  return (
    <>
      <p className="flex items-center gap-2 font-medium">
        {refused && <CircleX aria-hidden className="size-4 shrink-0 text-destructive" />}
        {t(`${refused ? "refusals" : "events"}.${name}`)}
      </p>
      <Facts>
        <p>
          <RelativeTime at={at} />
        </p>
        {passkey && <p>{t("with", { passkey })}</p>}
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
