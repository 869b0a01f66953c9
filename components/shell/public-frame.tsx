import { headers } from "next/headers";
import type { ReactNode } from "react";
import { readPreferences } from "#lib/preferences/cookies.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";
import { Content } from "./content.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { SkipLink } from "./skip-link.tsx";

/** What stands around a page that everybody may see. */
export async function PublicFrame({ children }: { children: ReactNode }) {
  const signedIn = await readPageSession();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <Header signedIn={signedIn !== null} />
      <Content className="grow py-6 sm:py-12">{children}</Content>
      <Footer className="max-w-6xl" preferences={readPreferences(await headers())} />
    </div>
  );
}
