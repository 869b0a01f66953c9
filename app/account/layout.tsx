import type { ReactNode } from "react";
import { AccountNav } from "#components/accounts/account-nav.tsx";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

/** The frame alone. Each page sends who is signed out to the sign-in by itself: it knows its address. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const signedIn = await readPageSession();
  if (!signedIn) return children;
  return (
    <div className="mx-auto grid max-w-3xl gap-6">
      <p className="text-sm wrap-anywhere text-muted-foreground">
        Signed in as {signedIn.account.email}
      </p>
      <AccountNav />
      {children}
    </div>
  );
}
