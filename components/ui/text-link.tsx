import Link from "next/link";
import type { ReactNode } from "react";

/** A link in the midst of a text. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="font-medium text-foreground underline">
      {children}
    </Link>
  );
}

/** Gives what the `<link>` of a text is rendered with: a link to `href`. */
export function linkTo(href: string) {
  return (words: ReactNode) => <TextLink href={href}>{words}</TextLink>;
}
