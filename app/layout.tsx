import type { Metadata } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { PageFrame } from "#components/shell/page-frame.tsx";
import { getEnv } from "#lib/env.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";
import "./globals.css";

/** Every page's title ends with the product's name, which is known only at run time. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const { appName } = getEnv();
  return {
    title: { default: appName, template: `%s · ${appName}` },
    description: `Sign in to ${appName} with a passkey.`,
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // One build serves every deployment: pages are rendered on request.
  await connection();
  const signedIn = await readPageSession();
  return (
    <html lang="en">
      <body>
        <PageFrame appName={getEnv().appName} account={signedIn?.account ?? null}>
          {children}
        </PageFrame>
      </body>
    </html>
  );
}
