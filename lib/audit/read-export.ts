import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { Row } from "./check-rows.ts";
import { mostEvents } from "./seal-format.ts";
import { TrailFault } from "./trail-fault.ts";
import type { Batch } from "./verify-trail.ts";

const bytes = z.base64url().transform((text) => Buffer.from(text, "base64url"));
const count = z.number().int();
const text = z.string().nullable();

const seal = z.object({
  number: count,
  previous: bytes,
  root: bytes,
  first: count,
  count,
  sealedAt: z.coerce.date(),
  keyId: z.string(),
  signature: bytes,
});

/** What a line of an export has of an event; the rest of it, after OCSF, proves nothing. */
const line = z.object({
  unmapped: z.object({
    event: z.object({
      id: count,
      at: z.string(),
      name: z.string(),
      outcome: z.string(),
      reason: text,
      accountId: text,
      passkeyId: text,
      sessionId: text,
      requestId: z.string(),
      sourceHash: text,
      /** Lines of older versions are without it. */
      about: text.default(null),
    }),
    position: count,
    source: z.object({ salt: bytes, ip: text, userAgent: text }).nullable(),
    /** The hash that the event was sealed by: tells which event of a seal was changed. */
    leaf: bytes.optional(),
    seal: seal.optional(),
  }),
});

const parseLine = (content: string, number: number) => {
  try {
    const { success, data } = line.safeParse(JSON.parse(content));
    if (success) return data.unmapped;
  } catch {}
  throw new TrailFault(`Line ${number} is no event of an export`);
};

/**
 * Reads an export, JSON Lines in the order of the trail, seal by seal, with bounded memory.
 * @throws TrailFault for a line that is no event
 */
export async function* readExport(file: string): AsyncGenerator<Batch> {
  let number = 0;
  let rows: Row[] = [];
  for await (const content of createInterface({ input: createReadStream(file) })) {
    number += 1;
    const { event, position, source, leaf, seal } = parseLine(content, number);
    const noted = leaf ? { hash: leaf, seal: null } : null;
    rows.push({ position, eventId: event.id, event, leaf: noted, source, lost: false });
    // No seal is over so many: they are proved bad by the next one, if any.
    if (seal || rows.length > 2 * mostEvents) {
      yield { seal: seal ?? null, rows };
      rows = [];
    }
  }
  if (rows.length > 0) yield { seal: null, rows };
}
