"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { News } from "#components/ui/news.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

/** What the link of a mail can do: the words under `email`, and the call that does it. */
const purposes = {
  link: "/api/email/confirmation/link",
  stop: "/api/email/change-stop",
};

/**
 * Does what a link in a mail is for, once a person presses the button: opening a link spends
 * nothing, since scanners open links too. The secret stands after the # and is never requested.
 */
export function FollowMailLink({ purpose }: { purpose: keyof typeof purposes }) {
  const t = useTranslations("email");
  const { stage, failure, run } = useAct();
  const [done, setDone] = useState(false);

  const follow = async () => {
    const token = window.location.hash.slice(1);
    const outcome = await run(() => request<void>("POST", purposes[purpose], { token }));
    if (outcome.ok) setDone(true);
  };

  return (
    <div className="grid gap-4">
      <News>{done ? t(`${purpose}.done`) : ""}</News>
      {done ? (
        <TextLink href="/home">{t("link.on")}</TextLink>
      ) : (
        <Button busy={stage === "busy"} onClick={follow}>
          {t(`${purpose}.act`)}
        </Button>
      )}
      <FailureMessage failure={failure} />
    </div>
  );
}
