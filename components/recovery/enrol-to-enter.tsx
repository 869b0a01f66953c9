"use client";

import { useTranslations } from "next-intl";
import { addPasskey } from "#components/passkeys/add-passkey.ts";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { useAct } from "#components/passkeys/use-act.ts";
import { signOut } from "#components/sessions/sign-out.ts";
import { Button } from "#components/ui/button.tsx";

type EnrolToEnterProps = {
  /** Its words, by how somebody got here. */
  words: "recover.enrol" | "link.enrol";
  /** Where the new passkey leads. */
  next: string;
};

/** The one thing that somebody can do who may only enrol a passkey; or they leave. */
export function EnrolToEnter({ words, next }: EnrolToEnterProps) {
  const t = useTranslations(words);
  const common = useTranslations("common");
  const { stage, failure, run } = useAct();
  const busy = stage !== "idle";

  const create = async () => {
    const outcome = await run(() => addPasskey());
    if (outcome.ok) window.location.replace(next);
  };

  const leave = async () => {
    const outcome = await run(signOut);
    if (outcome.ok) window.location.replace("/");
  };

  return (
    <div className="grid gap-3">
      <Button busy={busy} onClick={create}>
        {t("act")}
      </Button>
      <Button variant="secondary" busy={busy} onClick={leave}>
        {t("leave")}
      </Button>
      <FailureMessage failure={failure} waiting={busy && common("waiting")} />
    </div>
  );
}
