import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** An opaque id's shape, for where an address has one. */
const someId = "A".repeat(22);

/** Groups are in no address, and what varies is given some id. */
const toPath = (file: string) =>
  dirname(file)
    .slice("app".length)
    .replaceAll(/\/\([^)]+\)/g, "")
    .replaceAll(/\[\w+\]/g, someId) || "/";

/** The addresses of all pages behind the sign-in. */
export const productPages: string[] = globSync("app/(product)/**/page.tsx", { cwd: root }).map(
  toPath,
);

/** What answers without a session, by itself or in some cases; whatever is new is not among it. */
const open = new Set([
  "GET /api/health/live",
  "GET /api/health/ready",
  "PATCH /api/preferences",
  "POST /api/email/change-stop",
  "POST /api/email/confirmation/link",
  "POST /api/links",
  `POST /api/links/${someId}/status`,
  "POST /api/links/join",
  "POST /api/recovery/code",
  "POST /api/recovery/mail",
  "POST /api/recovery/mail/codes",
  "POST /api/recovery/mail/link",
  "POST /api/recovery/operator",
  "POST /api/recovery/stop/link",
  "POST /api/webauthn/authentication/options",
  "POST /api/webauthn/authentication/verification",
  "POST /api/webauthn/registration/options",
  "POST /api/webauthn/registration/verification",
]);

const methodsOf = (file: string) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/^export const ([A-Z]+) =/gm)].map(
    ([, method = ""]) => method,
  );

/** Every call of the API that needs a session, read from the files: a new one is among them. */
export const signedInCalls: { method: string; path: string }[] = globSync("app/api/**/route.ts", {
  cwd: root,
})
  .filter((file) => !file.includes("[..."))
  .flatMap((file) => methodsOf(file).map((method) => ({ method, path: toPath(file) })))
  .filter(({ method, path }) => !open.has(`${method} ${path}`));
