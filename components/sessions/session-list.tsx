import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import type { SessionEntry } from "./session-item.tsx";

/** An account's sessions, to be looked at. */
export function SessionList({ entries }: { entries: SessionEntry[] }) {
  const t = useTranslations("sessions");
  return (
    <ul aria-label={t("title")} className="grid gap-3 wrap-anywhere">
      {entries.map(({ id, icon, browser, facts, current }) => (
        <li key={id}>
          <Card className="flex gap-3">
            {icon}
            <div className="grid min-w-0 gap-1">
              <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                {browser}{" "}
                {current && (
                  <span className="rounded-md bg-muted px-2 py-0.5 text-sm font-normal">
                    {t("thisOne")}
                  </span>
                )}
              </h2>
              {facts}
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}
