"use client";

import { Copy, Download, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { News } from "#components/ui/news.tsx";

/** Recovery codes to be kept: to copy, to download, to print. */
export function CodeSheet({ codes, title }: { codes: string[]; title: string }) {
  const t = useTranslations("codes");
  const [news, setNews] = useState("");
  const text = useRef<HTMLParagraphElement>(null);
  const file = `${title}\n\n${codes.join("\n")}\n`;

  // The button that made them is gone.
  useEffect(() => text.current?.focus(), []);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(file);
      setNews(t("copied"));
    } catch {
      setNews(t("notCopied"));
    }
  };

  return (
    <div className="grid w-full gap-4">
      <p ref={text} tabIndex={-1} className="outline-none">
        {t("once")}
      </p>
      <p className="hidden print:block">{title}</p>
      <ol className="grid gap-x-8 gap-y-1 rounded-lg bg-muted p-4 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="whitespace-nowrap">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2 print:hidden">
        <Button variant="secondary" onClick={copy}>
          <Copy aria-hidden />
          {t("copy")}
        </Button>
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download="recovery-codes.txt"
          className={buttonClass("secondary")}
        >
          <Download aria-hidden />
          {t("download")}
        </a>
        <Button variant="secondary" onClick={() => window.print()}>
          <Printer aria-hidden />
          {t("print")}
        </Button>
      </div>
      <News>{news}</News>
    </div>
  );
}
