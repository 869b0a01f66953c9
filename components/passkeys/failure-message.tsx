"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { wayOn, wordsFor } from "./explain-failure.ts";
import type { Failure } from "./failure.ts";
import { useOwnAddress } from "./use-own-address.ts";

type FailureMessageProps = {
  failure: Failure | null;
  /** What is being waited for, while something is under way. */
  waiting?: string | false;
  className?: string;
};

const link = "font-medium text-foreground underline";

const Explained = ({ failure: { kind, retryAfter } }: { failure: Failure }) => {
  const t = useTranslations("failures");
  const common = useTranslations("common");
  const words = wordsFor(kind);
  const way = wayOn(kind, useOwnAddress());
  const waits = kind === "rate-limited" && retryAfter;
  return (
    <Alert title={t(`${words}.title`)}>
      {waits
        ? t("rate-limited.adviceIn", { minutes: Math.ceil(waits / 60) })
        : t(`${words}.advice`)}{" "}
      {way && (
        <Link href={way.href} className={link}>
          {t(`links.${way.words}`, { host: way.host })}
        </Link>
      )}{" "}
      <Link href={`/help#${words}`} className={link}>
        {common("moreHelp")}
      </Link>
    </Alert>
  );
};

/** Says beside a button what is under way, or what went wrong and what to do. */
export function FailureMessage({ failure, waiting, className }: FailureMessageProps) {
  return (
    // There before it has anything to say: screen readers announce what changes inside it.
    <div role="status" className={clsx("empty:absolute", className)}>
      {waiting && <p className="text-muted-foreground">{waiting}</p>}
      {failure && <Explained failure={failure} />}
    </div>
  );
}
