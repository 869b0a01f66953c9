import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ActivityList } from "#components/audit/activity-list.tsx";
import { AccountPage } from "#components/shell/account-page.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { linkTo } from "#components/ui/text-link.tsx";
import { listActivity } from "#lib/audit/list-activity.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity"))("title") };
}

const path = "/account/activity";

type Props = { searchParams: Promise<{ before?: string | string[] }> };

export default async function ActivityPage({ searchParams }: Props) {
  const { account } = await requirePageSession(path);
  const { before } = await searchParams;
  // Anything but the id of an event shows the newest.
  const from = typeof before === "string" && /^\d{1,15}$/.test(before) ? Number(before) : undefined;
  const { events, older } = await listActivity(account.id, from);
  const t = await getTranslations("activity");
  return (
    <AccountPage>
      <div className="grid justify-items-start gap-5">
        <h1>{t("title")}</h1>
        <p className="text-muted-foreground">{t("text")}</p>
        {from !== undefined && (
          <Link href={path} className={buttonClass("secondary")}>
            {t("newest")}
          </Link>
        )}
        {events.length > 0 ? <ActivityList events={events} /> : <p>{t("empty")}</p>}
        {older !== null && (
          <Link href={`${path}?before=${older}`} className={buttonClass("secondary")}>
            {t("older")}
          </Link>
        )}
        <p>{t.rich("unknown", { link: linkTo("/help#something-strange") })}</p>
      </div>
    </AccountPage>
  );
}
