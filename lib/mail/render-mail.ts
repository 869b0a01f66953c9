import { getEnv } from "#lib/env.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import { translatorFor } from "#lib/i18n/translator.ts";
import { type Blocks, layOutHtml, layOutText } from "./lay-out-mail.ts";
import type { MailName } from "./templates.ts";

export type RenderedMail = { subject: string; text: string; html: string };

/** Mails that somebody asked for themselves, or that come too late to undo what they tell of. */
const withoutWarning: MailName[] = [
  "confirm-email",
  "address-taken",
  "recovery-denied",
  "recovery-stopped",
  "account-deleted",
];

/** Mails whose link has a button of its own. */
const acting = [
  "confirm-email",
  "email-changed",
  "recovery-asked",
  "recovery-ready",
  "recovery-approved",
] as const;
const isActing = (name: MailName): name is (typeof acting)[number] =>
  acting.some((one) => one === name);

/** A moment as it is written in a mail, whose reader may be anywhere. */
const writeMoment = (iso: string | number, locale: Locale) =>
  `${new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(new Date(iso))} UTC`;

/** Writes a mail in the reader's language, as text and as HTML, from one set of words. */
export async function renderMail(
  template: MailName,
  locale: Locale,
  parts: Record<string, string | number>,
): Promise<RenderedMail> {
  const { appName, origins } = getEnv();
  const t = await translatorFor(locale);
  const { code, link, stop, at } = parts;
  const words = { app: appName, ...parts, ...(at && { at: writeMoment(at, locale) }) };
  // The keys of all templates are the same; what each is given is checked where it is queued.
  const say = (key: "subject" | "text") =>
    t(`mail.${template}.${key}` as "mail.code-used.text", words as never);
  const blocks: Blocks = {
    subject: say("subject"),
    paragraphs: [say("text")],
    ...(code && { code: String(code) }),
    ...(link &&
      isActing(template) && { act: { label: t(`mail.${template}.act`), href: String(link) } }),
    ...(!withoutWarning.includes(template) && {
      warning: t(stop ? "mail.stopWarning" : "mail.warning"),
      warningAct: stop
        ? { label: t("mail.stopAct"), href: String(stop) }
        : { label: t("mail.warningAct"), href: `${origins[0]}/account/activity` },
    }),
    footer: t("mail.footer", { app: appName }),
  };
  return { subject: blocks.subject, text: layOutText(blocks), html: layOutHtml(blocks, locale) };
}
