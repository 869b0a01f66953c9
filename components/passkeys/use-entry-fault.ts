"use client";

import { useTranslations } from "next-intl";
import type { Failure } from "./failure.ts";

/** Gives `entryFault(path)`: what is wrong with that member of what was entered, in words. */
export function useEntryFault(failure: Failure | null) {
  const t = useTranslations("fields");
  return (path: string): string | undefined => {
    const fault = failure?.fields.find((one) => one.path === path);
    return fault?.code ? t(fault.code) : fault?.message;
  };
}
