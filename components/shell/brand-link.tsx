import Link from "next/link";
import { getEnv } from "#lib/env.ts";

/** The product's mark and name, which lead to `href`. */
export function BrandLink({ href, className }: { href: string; className?: string }) {
  return (
    <Link
      href={href}
      className={`flex min-h-11 items-center gap-2.5 rounded-md font-semibold wrap-anywhere ${className ?? ""}`}
    >
      {/* biome-ignore lint/performance/noImgElement: an SVG of 300 bytes has nothing to optimise. */}
      <img src="/icon.svg" alt="" width={28} height={28} className="shrink-0" />
      {getEnv().appName}
    </Link>
  );
}
