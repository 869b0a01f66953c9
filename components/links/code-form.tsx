"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Failure } from "#components/passkeys/failure.ts";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { findCode } from "./carry-code.ts";

type CodeFormProps = {
  /** The words on the button. */
  act: string;
  busy: boolean;
  failure: Failure | null;
  onCode: (code: string) => void;
};

/** Takes the code of another screen; the one in the page's address is there, and waits for a press. */
export function CodeForm({ act, busy, failure, onCode }: CodeFormProps) {
  const t = useTranslations("link");
  const [code, setCode] = useState("");
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const found = findCode();
    if (found) setCode(found);
  }, []);

  useEffect(() => {
    if (failure) field.current?.focus();
  }, [failure]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onCode(code);
  };

  return (
    // Until a script takes over, this method does nothing: no code ends up in a URL.
    <form method="dialog" onSubmit={submit} className="grid gap-5" noValidate>
      <TextField
        ref={field}
        label={t("code")}
        hint={t("codeHint")}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={64}
        value={code}
        onValueChange={setCode}
      />
      <Button type="submit" busy={busy}>
        {act}
      </Button>
      <FailureMessage failure={failure} />
    </form>
  );
}
