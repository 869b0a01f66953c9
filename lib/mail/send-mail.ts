import { createTransport, type Transporter } from "nodemailer";
import { getEnv } from "#lib/env.ts";
import { keepLocally } from "./local-mailbox.ts";
import type { RenderedMail } from "./render-mail.ts";

const patienceMs = 15_000;

let transport: Transporter | undefined;

const connect = (url: string) =>
  createTransport({
    url,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
  });

/** Whether mails reach anybody here: by a server, or in development by the local mailbox. */
export function canSendMail(): boolean {
  return getEnv().mail.url !== null || process.env.NODE_ENV === "development";
}

/**
 * Sends one mail by the server at SMTP_URL; in development without one it goes to the local mailbox.
 * @throws where the server does not take it, or there is none
 */
export async function sendMail(to: string, { subject, text, html }: RenderedMail): Promise<void> {
  const { url, from } = getEnv().mail;
  if (url) {
    transport ??= connect(url);
    await transport.sendMail({
      from,
      to: { name: "", address: to },
      subject,
      text,
      html,
      // RFC 3834 §5: nobody's absence is announced to a machine.
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } else if (process.env.NODE_ENV === "development") {
    await keepLocally({ to, subject, text, html });
  } else {
    throw new Error("SMTP_URL is not set");
  }
}
