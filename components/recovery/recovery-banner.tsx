import { getFormatter, getTranslations } from "next-intl/server";
import { readRunningRecovery } from "#lib/recovery/read-running-recovery.ts";
import { StopBanner } from "./stop-banner.tsx";

/** Says that somebody is recovering the account, where somebody is. */
export async function RecoveryBanner({ accountId }: { accountId: string }) {
  const running = await readRunningRecovery(accountId);
  if (!running) return null;
  const t = await getTranslations("recoverByMail.banner");
  const { opensAt } = running;
  if (!opensAt) return <StopBanner text={t("text")} />;
  const format = await getFormatter();
  const options = { dateStyle: "long", timeStyle: "short", timeZone: "UTC" } as const;
  const at = `${format.dateTime(new Date(opensAt), options)} UTC`;
  return <StopBanner text={t("textAt", { at })} />;
}
