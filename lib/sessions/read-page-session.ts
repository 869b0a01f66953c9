import { headers } from "next/headers";
import { cache } from "react";
import { readSession, type SignedIn } from "./read-session.ts";

/** The session of the page being rendered, read once however many parts of the page ask. */
export const readPageSession = cache(
  async (): Promise<SignedIn | null> => readSession((await headers()).get("cookie")),
);
