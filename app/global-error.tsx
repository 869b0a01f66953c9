"use client";

import ErrorPage from "./error.tsx";
import "./globals.css";

/** In place of the whole page, header included, when even that could not be rendered. */
export default function GlobalErrorPage({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown</title>
        <main className="px-4 py-12">
          <ErrorPage retry={retry} />
        </main>
      </body>
    </html>
  );
}
