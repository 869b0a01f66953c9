"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { signOut } from "./sign-out.ts";

/** Ends this session and goes to the front page. */
export function SignOutButton({ className }: { className?: string }) {
  const t = useTranslations("shell");
  const { stage, failure, run } = useAct();

  const leave = async () => {
    const outcome = await run(signOut);
    // A whole new page, so that nothing of the account stays on the screen.
    if (outcome.ok) window.location.assign("/");
  };

  return (
    <>
      <Button variant="ghost" className={className} busy={stage !== "idle"} onClick={leave}>
        <LogOut aria-hidden />
        {t("signOut")}
      </Button>
      <FailureMessage failure={failure} className="basis-full" />
    </>
  );
}
