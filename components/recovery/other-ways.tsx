import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";

const ways = [
  { name: "mail", href: "/recover/by-mail" },
  { name: "operator", href: "/recover/operator" },
] as const;

/** Where those go on who have no recovery code. */
export function OtherWays() {
  const t = useTranslations("recover.ways");
  return (
    <div className="grid gap-3 border-t pt-6">
      <h2 className="font-medium">{t("title")}</h2>
      <ul className="-mx-3 grid">
        {ways.map(({ name, href }) => (
          <li key={name}>
            <Link
              href={href}
              className="flex min-h-11 items-center gap-3 rounded-md px-3 py-2 hover:bg-accent"
            >
              <span className="grid grow">
                <span className="font-medium">{t(name)}</span>
                <span className="text-sm text-muted-foreground">{t(`${name}Text`)}</span>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-muted-foreground" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
