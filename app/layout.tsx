import { clsx } from "clsx";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ownOriginName } from "#components/passkeys/own-origin-name.ts";
import { OfflineReady } from "#components/shell/offline-ready.tsx";
import { getEnv } from "#lib/env.ts";
import { readPreferences } from "#lib/preferences/cookies.ts";
import { textFont } from "./fonts.ts";
import "./globals.css";

/** Every page's title ends with the product's name, which is known only at run time. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  const { appName } = getEnv();
  return {
    title: { default: appName, template: `%s · ${appName}` },
    description: t("description", { app: appName }),
  };
}

/** The texts that components in the browser need; whole pages of prose stay on the server. */
const browserMessages = async () => {
  const {
    landing,
    home,
    account,
    recovery,
    activity,
    help,
    gate,
    notFound,
    offline,
    names,
    mail,
    time,
    ...rest
  } = await getMessages();
  return rest;
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the request also has every page rendered on request: one build serves every deployment.
  const { theme, locale } = readPreferences(await headers());
  return (
    <html lang={locale} className={clsx(textFont.variable, theme !== "system" && theme)}>
      <body>
        <meta name={ownOriginName} content={getEnv().origins[0]} />
        <NextIntlClientProvider messages={await browserMessages()}>
          {children}
        </NextIntlClientProvider>
        <OfflineReady />
      </body>
    </html>
  );
}
