"use client";

import Link from "next/link";
import { Alert } from "#components/ui/alert.tsx";
import { cn } from "#components/ui/cn.ts";
import { explainFailure } from "./explain-failure.ts";
import type { Failure } from "./failure.ts";
import { useOwnAddress } from "./use-own-address.ts";

type FailureMessageProps = {
  failure: Failure | null;
  /** What is being waited for, while something is under way. */
  waiting?: string | false;
  className?: string;
};

/** Says beside a button what is under way, or what went wrong and what to do. */
export function FailureMessage({ failure, waiting, className }: FailureMessageProps) {
  const ownAddress = useOwnAddress();
  const words = failure && explainFailure(failure.kind, ownAddress);
  return (
    // There before it has anything to say: screen readers announce what changes inside it.
    <div role="status" className={cn("empty:absolute", className)}>
      {waiting && <p className="text-muted-foreground">{waiting}</p>}
      {words && (
        <Alert title={words.title}>
          {words.advice}{" "}
          {words.link && (
            <Link href={words.link.href} className="font-medium text-foreground underline">
              {words.link.label}
            </Link>
          )}
        </Alert>
      )}
    </div>
  );
}
