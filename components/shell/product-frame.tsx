import { headers } from "next/headers";
import type { ReactNode } from "react";
import { RecoveryBanner } from "#components/recovery/recovery-banner.tsx";
import { SignOutButton } from "#components/sessions/sign-out-button.tsx";
import { ListSkeleton } from "#components/ui/list-skeleton.tsx";
import type { Account } from "#lib/accounts/account.ts";
import { readPreferences } from "#lib/preferences/cookies.ts";
import { BrandLink } from "./brand-link.tsx";
import { Content } from "./content.tsx";
import { Footer } from "./footer.tsx";
import { PendingArea, PendingNavigation } from "./pending-navigation.tsx";
import { Sidebar } from "./sidebar.tsx";
import { SkipLink } from "./skip-link.tsx";
import { TabBar } from "./tab-bar.tsx";

type ProductFrameProps = { account: Account; children: ReactNode };

/** What stands around a page for those who are signed in: a sidebar, or on a phone a tab bar. */
export async function ProductFrame({ account, children }: ProductFrameProps) {
  return (
    <PendingNavigation>
      <div className="flex min-h-dvh">
        <SkipLink />
        <Sidebar email={account.email} />
        <div className="flex min-w-0 grow flex-col max-lg:pb-16">
          <header className="flex items-center justify-between gap-4 border-b bg-card px-4 py-1.5 sm:px-6 lg:hidden">
            <BrandLink href="/home" />
            <SignOutButton />
          </header>
          <Content className="mx-auto max-w-4xl grow py-6 sm:py-10">
            <RecoveryBanner accountId={account.id} />
            <PendingArea skeleton={<ListSkeleton />}>{children}</PendingArea>
          </Content>
          <Footer className="max-w-4xl" preferences={readPreferences(await headers())} />
        </div>
        <TabBar />
      </div>
    </PendingNavigation>
  );
}
