"use client";

import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { signOut } from "./sign-out.ts";

/** Ends this session and goes to the front page. */
export function SignOutButton() {
  const { stage, failure, run } = useAct();

  const leave = async () => {
    const outcome = await run(signOut);
    // A whole new page, so that nothing of the account stays on the screen.
    if (outcome.ok) window.location.assign("/");
  };

  return (
    <>
      <Button variant="ghost" className="px-3" busy={stage !== "idle"} onClick={leave}>
        Sign out
      </Button>
      <FailureMessage failure={failure} className="basis-full" />
    </>
  );
}
