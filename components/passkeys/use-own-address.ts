"use client";

import { useSyncExternalStore } from "react";
import { ownOriginName } from "./own-origin-name.ts";

const readOwnAddress = () => {
  const meta = document.querySelector<HTMLMetaElement>(`meta[name=${ownOriginName}]`);
  return meta ? meta.content + window.location.pathname + window.location.search : undefined;
};

const neverChanges = () => () => {};

/** Gives this page's address at the origin where passkeys work; nothing before it is known. */
export function useOwnAddress(): string | undefined {
  return useSyncExternalStore(neverChanges, readOwnAddress, () => undefined);
}
