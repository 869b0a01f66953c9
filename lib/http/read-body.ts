import type { z } from "zod";
import {
  type EntryFault,
  entryFaults,
  isRefusal,
  type MemberFault,
  type Refusal,
  refuse,
} from "#lib/errors.ts";

const mostBytes = 64 * 1024;

/** Reads at most 64 KiB, counted as they arrive, whatever the Content-Length says. */
const readText = async (request: Request): Promise<string | Refusal> => {
  if (Number(request.headers.get("content-length")) > mostBytes) return refuse("body-too-large");
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) return refuse("body-too-large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isEntryFault = (message: string): message is EntryFault => message in entryFaults;

const toFault = ({ path, message }: z.core.$ZodIssue): MemberFault => ({
  path: path.join("."),
  ...(isEntryFault(message) ? { code: message, message: entryFaults[message] } : { message }),
});

const invalid = (errors: MemberFault[]): Refusal => ({ ...refuse("invalid-request"), errors });

/**
 * Checks `given` against `shape`.
 * @returns the parsed value, or a refusal that names each member at fault
 */
export function checkShape<T>(shape: z.ZodType<T>, given: unknown): { value: T } | Refusal {
  const parsed = shape.safeParse(given);
  if (parsed.success) return { value: parsed.data };
  return invalid(parsed.error.issues.map(toFault));
}

/**
 * Reads a JSON body and checks it against `shape`.
 * @returns the parsed value, or a refusal: too large, no JSON object, or members at fault
 */
export async function readBody<T>(
  request: Request,
  shape: z.ZodType<T>,
): Promise<{ value: T } | Refusal> {
  const text = await readText(request);
  if (isRefusal(text)) return text;
  const json = parseJson(text);
  if (json === undefined) return invalid([{ path: "", message: "The body is not JSON" }]);
  return checkShape(shape, json);
}
