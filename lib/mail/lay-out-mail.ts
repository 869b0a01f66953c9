import { escapeHtml } from "#lib/escape-html.ts";
import type { Locale } from "#lib/i18n/locales.ts";

type Act = { label: string; href: string };

/** What a mail consists of, before it is text or HTML. */
export type Blocks = {
  subject: string;
  paragraphs: string[];
  code?: string;
  act?: Act;
  warning?: string;
  warningAct?: Act;
  footer: string;
};

/** Lays a mail out as plain text, links on lines of their own. */
export function layOutText({ paragraphs, code, act, warning, warningAct, footer }: Blocks): string {
  const linked = ({ label, href }: Act) => `${label}:\n${href}`;
  return [
    ...paragraphs,
    ...(code ? [`    ${code}`] : []),
    ...(act ? [linked(act)] : []),
    ...(warning ? [warning] : []),
    ...(warningAct ? [linked(warningAct)] : []),
    `-- \n${footer}`,
  ].join("\n\n");
}

const styles = {
  body: "margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5",
  sheet: "max-width:480px;margin:0 auto",
  code: "font-size:28px;letter-spacing:6px;font-weight:600",
  button:
    "display:inline-block;padding:12px 20px;border-radius:8px;border:2px solid;color:inherit;font-weight:600;text-decoration:none",
  small: "font-size:14px;opacity:.75",
};

const linkOf = ({ label, href }: Act, style: string) =>
  `<p><a href="${escapeHtml(href)}"${style && ` style="${style}"`}>${escapeHtml(label)}</a></p>`;

const paragraph = (text: string, style = "") =>
  `<p${style && ` style="${style}"`}>${escapeHtml(text)}</p>`;

/** Lays a mail out as HTML without pictures or anything that is fetched. */
export function layOutHtml(blocks: Blocks, locale: Locale): string {
  const { subject, paragraphs, code, act, warning, warningAct, footer } = blocks;
  const body = [
    ...paragraphs.map((text) => paragraph(text)),
    ...(code ? [paragraph(code, styles.code)] : []),
    ...(act ? [linkOf(act, styles.button)] : []),
    ...(warning ? [paragraph(warning)] : []),
    ...(warningAct ? [linkOf(warningAct, "")] : []),
    paragraph(footer, styles.small),
  ].join("\n");
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="${styles.body}"><div style="${styles.sheet}">
${body}
</div></body>
</html>
`;
}
