import { problems, type Refusal } from "#lib/errors.ts";
import { escapeHtml } from "#lib/escape-html.ts";
import { translatorFor } from "#lib/i18n/translator.ts";
import { readPreferences } from "#lib/preferences/cookies.ts";
import { apiHeaders } from "./problem.ts";

/** On its own, since it is shown on hosts that serve no file of ours. */
const style = `
  :root { color-scheme: light dark; background: Canvas; color: CanvasText;
    font: 1rem/1.5 system-ui, sans-serif }
  main { max-width: 26rem; margin: 4rem auto; padding: 0 1rem }
  h1 { font-size: 1.25rem; line-height: 1.3 }
  a { display: inline-block; padding: .75rem 1.25rem; border: 2px solid; border-radius: .5rem;
    color: inherit; font-weight: 600; text-decoration: none }
  a:focus-visible { outline: 3px solid; outline-offset: 3px }`;

/** What a request that only reads can come to. */
const told = ["rate-limited", "not-found", "signed-out", "unavailable"] as const;

/**
 * Answers a refusal as a page, in the words and the language that the person reads elsewhere: where
 * a browser goes by itself, nobody else would tell them.
 */
export async function problemPage(
  { refused, retryAfter }: Refusal,
  request: Request,
  requestId: string,
): Promise<Response> {
  const { locale } = readPreferences(request.headers);
  const t = await translatorFor(locale);
  const words = told.find((code) => code === refused) ?? "server-error";
  const [title, advice, again] = [
    t(`failures.${words}.title`),
    t(`failures.${words}.advice`),
    t("common.tryAgain"),
  ].map(escapeHtml);
  const headers = apiHeaders(requestId);
  headers.set("Content-Type", "text/html; charset=utf-8");
  if (retryAfter) headers.set("Retry-After", String(retryAfter));
  // The nonce of this answer's own policy (lib/launch/answer-securely.ts).
  const nonce = escapeHtml(request.headers.get("x-nonce") ?? "");
  const html = `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>
<style nonce="${nonce}">${style}</style>
<main><h1>${title}</h1><p>${advice}</p><p><a href="">${again}</a></p></main>
</html>
`;
  return new Response(html, { status: problems[refused].status, headers });
}
