/** What carries a secret in the bodies of requests and answers, and the addresses of people. */
const secretMembers = [
  "ceremony",
  "challenge",
  "clientDataJSON",
  "signature",
  "token",
  "code",
  "codes",
  "mailCode",
  "recoveryCode",
  "email",
];

/** Shorter ones, such as what a test made up, would be found anywhere. */
const leastLength = 6;

/** The secrets that were made so far in this process. */
export const madeSecrets = new Set<string>();

/** Remembers secrets that were made, to be looked for in the log when the tests are done. */
export function noteSecrets(secrets: string[]): void {
  for (const secret of secrets) madeSecrets.add(secret);
}

/** The secrets somewhere in `body`, a parsed JSON value. */
export function secretsIn(body: unknown, isSecret = false): string[] {
  if (typeof body === "string") return isSecret && body.length >= leastLength ? [body] : [];
  if (Array.isArray(body)) return body.flatMap((one) => secretsIn(one, isSecret));
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    secretsIn(value, isSecret || secretMembers.includes(name)),
  );
}

/** The secret in a Set-Cookie header; a chosen language or theme is none. */
export function secretInCookie(header: string): string[] {
  const value = /^[^=]+=([^;]*)/.exec(header)?.[1] ?? "";
  return value.length > 20 ? [value] : [];
}

/** The codes and the ends of links in the text of a mail. */
export function secretsInMail(text = ""): string[] {
  return [...text.matchAll(/#([\w-]{20,})|^\s*(\d{6})\s*$/gm)].map(
    ([, token, code]) => token ?? code ?? "",
  );
}

/** Finds which of `secrets` stand in `text` as words of their own. */
export function findSecrets(text: string, secrets: Iterable<string>): string[] {
  const words = new Set(text.split(/[^\w+/=*~.-]+/).flatMap((word) => [word, ...word.split(".")]));
  return [...secrets].filter(
    (secret) => words.has(secret) || (secret.length > 20 && text.includes(secret)),
  );
}
