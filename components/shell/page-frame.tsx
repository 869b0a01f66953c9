import type { ReactNode } from "react";
import type { Account } from "#lib/accounts/account.ts";
import { Header } from "./header.tsx";

type PageFrameProps = { appName: string; account: Account | null; children: ReactNode };

/** What stands around every page: a link past the header, the header, and the main part. */
export function PageFrame({ appName, account, children }: PageFrameProps) {
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10 focus:rounded-md focus:bg-card focus:px-4 focus:py-3"
      >
        Skip to the content
      </a>
      <Header appName={appName} account={account} />
      <main id="content" tabIndex={-1} className="px-4 py-8 outline-none sm:py-12">
        <noscript>
          <p className="mx-auto mb-6 max-w-3xl rounded-lg border border-input bg-card p-4">
            Passkeys need JavaScript, and it is turned off in this browser. Turn it on to sign up,
            sign in or change your passkeys.
          </p>
        </noscript>
        {children}
      </main>
    </>
  );
}
