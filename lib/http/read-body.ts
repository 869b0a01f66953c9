import type { z } from "zod";
import {
  type EntryFault,
  entryFaults,
  isRefusal,
  type MemberFault,
  type Refusal,
} from "#lib/errors.ts";
import { invalid, readJson } from "./read-json.ts";

const isEntryFault = (message: string): message is EntryFault => message in entryFaults;

const toFault = ({ path, message }: z.core.$ZodIssue): MemberFault => ({
  path: path.join("."),
  ...(isEntryFault(message) ? { code: message, message: entryFaults[message] } : { message }),
});

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
  const read = await readJson(request);
  return isRefusal(read) ? read : checkShape(shape, read.json);
}
