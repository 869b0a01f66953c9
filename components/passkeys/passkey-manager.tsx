"use client";

import { Plus, QrCode } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, startTransition, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { News } from "#components/ui/news.tsx";
import type { AcceptedPasskeys } from "#lib/passkeys/list-accepted.ts";
import type { Passkey } from "#lib/passkeys/passkey.ts";
import type { Hint } from "#lib/webauthn/policy.ts";
import { addPasskey } from "./add-passkey.ts";
import { AddPasskeyChoices } from "./add-passkey-choices.tsx";
import { FailureMessage } from "./failure-message.tsx";
import { PasskeyItem } from "./passkey-item.tsx";
import { signalAccepted } from "./signal-accepted.ts";
import { SuggestSecondPasskey } from "./suggest-second-passkey.tsx";
import { useAct } from "./use-act.ts";
import { useStepUp } from "./use-step-up.tsx";

type Entry = { passkey: Passkey; facts: ReactNode };

type PasskeyManagerProps = {
  entries: Entry[];
  /** What the browser's password managers are told, as the server has it. */
  accepted: AcceptedPasskeys;
};

const namesBeside = (passkey: Passkey, entries: Entry[]) =>
  entries.filter((entry) => entry.passkey !== passkey).map((entry) => entry.passkey.name);

/** An account's passkeys, and all that can be done with them. */
export function PasskeyManager({ entries, accepted }: PasskeyManagerProps) {
  const t = useTranslations("passkeys");
  const common = useTranslations("common");
  const link = useTranslations("link.add");
  const router = useRouter();
  const { withStepUp, dialog } = useStepUp();
  const { stage, failure, run } = useAct();
  const [news, setNews] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  const busy = stage === "busy";

  const tell = (text: string) => {
    // As one change, so that the list and what is said of it agree at every moment.
    startTransition(() => {
      setNews(text);
      router.refresh();
    });
  };

  // At the sign-in that led here, at every later visit, and when the list has changed.
  useEffect(() => void signalAccepted(accepted), [accepted]);

  const add = async (hint?: Hint) => {
    setNews("");
    const outcome = await run(() => withStepUp(() => addPasskey(hint)));
    if (outcome.ok) tell(t("added", { name: outcome.value.passkey.name }));
  };

  const onRemoved = async ({ id, name }: Passkey, signedOut: boolean) => {
    if (signedOut) {
      // No list comes any more: this one lacks what the server has just confirmed to be gone.
      await signalAccepted({
        ...accepted,
        passkeys: accepted.passkeys.filter((one) => one.id !== id),
      });
      return window.location.replace("/sign-in");
    }
    // The button that had the focus goes with the passkey.
    heading.current?.focus();
    tell(t("removed", { name }));
  };

  return (
    <section aria-labelledby="passkeys-heading" className="grid gap-5 wrap-anywhere">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 id="passkeys-heading" ref={heading} tabIndex={-1}>
          {t("title")}
        </h1>
        <Button busy={busy} onClick={() => add()}>
          <Plus aria-hidden />
          {t("add")}
        </Button>
      </div>
      <News>{news}</News>
      <FailureMessage failure={failure} waiting={busy && common("waiting")} />
      <SuggestSecondPasskey passkeys={entries.map(({ passkey }) => passkey)} />
      <ul className="grid gap-3">
        {entries.map(({ passkey, facts }) => (
          <li key={passkey.id}>
            <PasskeyItem
              passkey={passkey}
              facts={facts}
              others={namesBeside(passkey, entries)}
              withStepUp={withStepUp}
              onAdd={() => add()}
              onRenamed={(newName) => tell(t("renamed", { name: passkey.name, newName }))}
              onRemoved={(signedOut) => onRemoved(passkey, signedOut)}
            />
          </li>
        ))}
      </ul>
      <AddPasskeyChoices busy={busy} onChoose={add} />
      <Link
        href="/account/passkeys/link"
        className={buttonClass("secondary", "sm:justify-self-start")}
      >
        <QrCode aria-hidden />
        {link("title")}
      </Link>
      {dialog}
    </section>
  );
}
