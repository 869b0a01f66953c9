"use client";

import { useTranslations } from "next-intl";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";

/**
 * Spends the link of a mail once a person presses the button, and leads on to where a passkey is
 * made: opening a link spends nothing, since scanners open links too.
 */
export function OpenMailLink() {
  const t = useTranslations("recoverByMail.link");
  const { stage, failure, run } = useAct();

  const follow = async () => {
    const token = window.location.hash.slice(1);
    const outcome = await run(() => request<void>("POST", "/api/recovery/mail/link", { token }));
    // A whole new page, so that every part of it sees the new session.
    if (outcome.ok) window.location.replace("/recover/passkey");
  };

  return (
    <div className="grid gap-4">
      <Button busy={stage !== "idle"} onClick={follow}>
        {t("act")}
      </Button>
      <FailureMessage failure={failure} />
    </div>
  );
}
