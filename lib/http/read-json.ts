import { isUtf8 } from "node:buffer";
import { isRefusal, type MemberFault, type Refusal, refuse } from "#lib/errors.ts";

const mostBytes = 64 * 1024;
/** How deep objects and arrays may be in each other: what we ask for has five levels at most. */
const mostLevels = 32;

/** Reads at most 64 KiB, counted as they arrive, whatever the Content-Length says. */
const readBytes = async (request: Request): Promise<Buffer | Refusal> => {
  if (Number(request.headers.get("content-length")) > mostBytes) return refuse("body-too-large");
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) return refuse("body-too-large");
      chunks.push(chunk);
    }
  } catch {
    return refuse("request-timeout", "body-broke-off");
  }
  return Buffer.concat(chunks);
};

const backslash = 0x5c;
const quote = 0x22;
const openers = [0x5b, 0x7b];
const closers = [0x5d, 0x7d];

/** Whether it nests deeper than is allowed, by its brackets outside of strings. */
const isTooDeep = (json: Buffer): boolean => {
  let level = 0;
  let inString = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === quote) inString = !inString;
    else if (inString) at += byte === backslash ? 1 : 0;
    else if (openers.includes(byte)) level += 1;
    else if (closers.includes(byte)) level -= 1;
    if (level > mostLevels) return true;
  }
  return false;
};

/** A refusal that names the members at fault; the path "" means the body as a whole. */
export const invalid = (errors: MemberFault[]): Refusal => ({
  ...refuse("invalid-request"),
  errors,
});

const invalidBody = (message: string) => invalid([{ path: "", message }]);

/**
 * Reads a JSON body.
 * @returns what it says, or a refusal: larger than 64 KiB, broken off, not UTF-8 (RFC 8259 §8.1),
 *   nested too deeply, or not JSON
 */
export async function readJson(request: Request): Promise<{ json: unknown } | Refusal> {
  const bytes = await readBytes(request);
  if (isRefusal(bytes)) return bytes;
  if (!isUtf8(bytes)) return invalidBody("The body is not UTF-8");
  if (isTooDeep(bytes)) return invalidBody(`The body nests deeper than ${mostLevels} levels`);
  try {
    return { json: JSON.parse(bytes.toString("utf8")) };
  } catch {
    return invalidBody("The body is not JSON");
  }
}
