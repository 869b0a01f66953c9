import { readTrail } from "#lib/audit/read-trail.ts";
import { toOcsf } from "#lib/audit/to-ocsf.ts";
import { getEnv } from "#lib/env.ts";

/** The lines of an export of the whole trail, parsed. */
export async function exportLines() {
  return (await readTrail(0, 10_000)).map((entry) => toOcsf(entry, getEnv()));
}

export type ExportLine = Awaited<ReturnType<typeof exportLines>>[number];
