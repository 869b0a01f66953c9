import { parseArgs } from "node:util";
import { z } from "zod";
import { findLogoFaults } from "./find-logo-faults.ts";

const string = { type: "string" } as const;
const options = {
  name: string,
  package: string,
  cookies: string,
  color: string,
  logo: string,
  privacy: string,
  terms: string,
};

const https = z.url({ protocol: /^https$/, normalize: true, error: "must be an https address" });

const shape = z.strictObject({
  name: z
    .string("is missing")
    .trim()
    .min(1, "is empty")
    .max(64, "is longer than 64 characters, the most that APP_NAME takes")
    .regex(/^[^"\\\p{Cc}]*$/u, "has a double quote, a backslash or a control character"),
  // https://docs.npmjs.com/cli/configuring-npm/package-json#name
  package: z
    .string("has no value")
    .max(214, "is longer than the 214 characters that npm allows")
    .regex(/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, "is no package name for npm")
    .optional(),
  cookies: z
    .string("has no value")
    .regex(/^[a-z0-9-]+$/, "takes a to z, 0 to 9 and - alone")
    .optional(),
  color: z
    .string("has no value")
    .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, "must be a hex colour such as #0a7d4f")
    .optional(),
  logo: z
    .string("has no value")
    .superRefine((path, context) => {
      for (const fault of findLogoFaults(path)) context.addIssue(fault);
    })
    .optional(),
  privacy: https.optional(),
  terms: https.optional(),
});

/** What the command line asks for, checked. */
export type Flags = z.infer<typeof shape> & { package: string; cookies: string };

/** "Café & Söhne" becomes "cafe-sohne"; a name without Latin letters becomes nothing. */
const slugOf = (name: string) =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const wordsOf = (issue: z.core.$ZodIssue, given: Record<string, unknown>) => {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `--${key} is unknown`);
  const flag = String(issue.path[0]);
  const value = given[flag];
  return [`--${flag}${typeof value === "string" ? ` "${value}"` : ""} ${issue.message}`];
};

/**
 * Reads the words of the command line. Package name and cookie prefix come from the name where
 * they are not given.
 * @returns the flags, or every fault in words
 */
export function readFlags(args: string[]): { flags: Flags } | { faults: string[] } {
  const { values, positionals } = parseArgs({
    args,
    options,
    strict: false,
    allowPositionals: true,
  });
  const { data, error } = shape.safeParse(values);
  const slug = slugOf(data?.name ?? "");
  const flags = data && { package: slug, cookies: slug, ...data };
  const nameless = flags && !(flags.package && flags.cookies);
  const faults = [
    ...(error?.issues ?? []).flatMap((issue) => wordsOf(issue, values)),
    ...(nameless ? ["--name has no letter from a to z: give --package and --cookies too"] : []),
    ...positionals.map((word) => `"${word}" belongs to no flag: are quotes or the -- missing?`),
  ];
  return flags && faults.length === 0 ? { flags } : { faults };
}
