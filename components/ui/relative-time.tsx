import { useFormatter, useTranslations } from "next-intl";

const minuteMs = 60_000;

/**
 * A moment as people say it, with the exact one on hover. For server components: a browser would
 * write another "now" than the server did.
 */
export function RelativeTime({ at }: { at: string }) {
  const format = useFormatter();
  const t = useTranslations("time");
  const moment = new Date(at);
  const now = new Date();
  const fresh = Math.abs(now.getTime() - moment.getTime()) < minuteMs;
  return (
    <time dateTime={at} title={format.dateTime(moment, { dateStyle: "full", timeStyle: "long" })}>
      {fresh ? t("now") : format.relativeTime(moment, now)}
    </time>
  );
}
