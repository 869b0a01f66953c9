"use client";

import { Languages, SunMoon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { localeNames } from "#lib/i18n/locales.ts";
import { type Preferences, type Theme, themes } from "#lib/preferences/choices.ts";

/** Language and appearance of all pages in this browser; a choice counts at once. */
export function PreferenceFields({ preferences }: { preferences: Preferences }) {
  const t = useTranslations("shell");
  const router = useRouter();
  const { failure, run } = useAct();
  const [chosen, setChosen] = useState(preferences);

  const choose = async (change: Partial<Preferences>) => {
    setChosen({ ...chosen, ...change });
    const outcome = await run(() => request<void>("PATCH", "/api/preferences", change));
    if (!outcome.ok) return setChosen(chosen);
    router.refresh();
    // The page that is kept for when there is no connection is to look and speak the same.
    navigator.serviceWorker?.controller?.postMessage("keep");
  };

  return (
    <div className="flex flex-wrap gap-3">
      <SelectField
        label={t("language")}
        icon={<Languages aria-hidden />}
        value={chosen.locale}
        options={localeNames}
        onChoose={(locale) => choose({ locale })}
      />
      <SelectField
        label={t("theme")}
        icon={<SunMoon aria-hidden />}
        value={chosen.theme}
        options={
          Object.fromEntries(themes.map((theme) => [theme, t(`themes.${theme}`)])) as Record<
            Theme,
            string
          >
        }
        onChoose={(theme) => choose({ theme })}
      />
      <FailureMessage failure={failure} className="basis-full" />
    </div>
  );
}
