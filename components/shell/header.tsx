import { KeyRound } from "lucide-react";
import Link from "next/link";
import { ownOriginName } from "#components/passkeys/own-origin-name.ts";
import { SignInLink } from "#components/passkeys/sign-in-link.tsx";
import { SignOutButton } from "#components/sessions/sign-out-button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import type { Account } from "#lib/accounts/account.ts";
import { getEnv } from "#lib/env.ts";

/** The product's name, and the way in or out. */
export function Header({ appName, account }: { appName: string; account: Account | null }) {
  return (
    <header className="border-b bg-card">
      <meta name={ownOriginName} content={getEnv().origins[0]} />
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-y-1 px-4 py-2">
        <Link
          href="/"
          className="mr-auto flex min-h-11 items-center gap-2 rounded-md font-semibold wrap-anywhere"
        >
          <KeyRound className="size-5 shrink-0 text-primary" />
          {appName}
        </Link>
        <nav aria-label="Main" className="flex items-center">
          {account ? (
            <Link href="/account/passkeys" className={buttonClass("ghost", "px-3")}>
              Account
            </Link>
          ) : (
            <>
              <SignInLink className={buttonClass("ghost", "px-3")} />
              <Link href="/sign-up" className={buttonClass("ghost", "px-3")}>
                Sign up
              </Link>
            </>
          )}
        </nav>
        {account && <SignOutButton />}
      </div>
    </header>
  );
}
