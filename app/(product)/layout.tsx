import type { ReactNode } from "react";
import { ProductFrame } from "#components/shell/product-frame.tsx";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

/** The frame alone. Each page sends who is signed out to the sign-in by itself: it knows its address. */
export default async function ProductLayout({ children }: { children: ReactNode }) {
  const signedIn = await readPageSession();
  return signedIn ? <ProductFrame account={signedIn.account}>{children}</ProductFrame> : children;
}
