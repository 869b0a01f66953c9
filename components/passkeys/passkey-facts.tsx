import { useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Passkey } from "#lib/passkeys/passkey.ts";

const reachOf = ({ synced, backedUp }: Passkey) => {
  if (!synced) return "oneDevice";
  return backedUp ? "synced" : "notYetSynced";
};

/** Who keeps a passkey, when it was added and last used, and whether it is on several devices. */
export function PasskeyFacts({ passkey }: { passkey: Passkey }) {
  const t = useTranslations("passkeys.facts");
  const { name, provider, createdAt, lastUsedAt, lastUsedFrom } = passkey;
  const used = () => {
    if (!lastUsedAt) return t("unused");
    const time = () => <RelativeTime at={lastUsedAt} />;
    return lastUsedFrom
      ? t.rich("usedFrom", { time, browser: lastUsedFrom })
      : t.rich("used", { time });
  };
  return (
    <Facts>
      {provider && !name.includes(provider) && <p>{provider}</p>}
      <p>{t.rich("added", { time: () => <RelativeTime at={createdAt} /> })}</p>
      <p>{used()}</p>
      <p>{t(reachOf(passkey))}</p>
    </Facts>
  );
}
