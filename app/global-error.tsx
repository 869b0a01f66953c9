"use client";

import { useSyncExternalStore } from "react";
import { MessagePage } from "#components/shell/message-page.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { isLocale, type Locale, locales } from "#lib/i18n/locales.ts";
import "./globals.css";

/** Apart from the catalogues, which come with the page that could not be rendered. */
const words: Record<Locale, { title: string; text: string; retry: string }> = {
  en: {
    title: "This page could not be shown",
    text: "Something went wrong on our side. Nothing of yours was lost; try again in a moment.",
    retry: "Try again",
  },
  de: {
    title: "Diese Seite konnte nicht angezeigt werden",
    text: "Bei uns ist etwas schiefgegangen. Nichts ist verloren; versuchen Sie es gleich noch einmal.",
    retry: "Noch einmal versuchen",
  },
  es: {
    title: "No se pudo mostrar esta página",
    text: "Algo falló de nuestro lado. No se perdió nada; inténtalo de nuevo en un momento.",
    retry: "Intentar de nuevo",
  },
};

const readLocale = () => {
  const language = navigator.language.split("-")[0];
  return isLocale(language) ? language : locales[0];
};

const neverChanges = () => () => {};

/** In place of the whole page, header included, when even that could not be rendered. */
export default function GlobalErrorPage({ retry }: { retry: () => void }) {
  const locale = useSyncExternalStore(neverChanges, readLocale, () => locales[0]);
  const { title, text, retry: again } = words[locale];
  return (
    <html lang={locale}>
      <body>
        <title>{title}</title>
        <main className="px-4 py-16">
          <MessagePage title={title} text={text}>
            <button type="button" className={buttonClass()} onClick={() => retry()}>
              {again}
            </button>
          </MessagePage>
        </main>
      </body>
    </html>
  );
}
