import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type AuditKey, readPublicKey } from "#lib/audit/audit-keys.ts";
import { readExport } from "#lib/audit/read-export.ts";
import { TrailFault } from "#lib/audit/trail-fault.ts";
import { verifyDatabase } from "#lib/audit/verify-database.ts";
import { type Report, verifyTrail } from "#lib/audit/verify-trail.ts";
import { openDatabase } from "#lib/launch/open-database.ts";
import { prepare, readKeys } from "./prepare.ts";
import { say } from "./say.ts";
import { UsageError } from "./usage-error.ts";

const options = {
  database: { type: "boolean" },
  file: { type: "string" },
  key: { type: "string", multiple: true, default: [] as string[] },
  head: { type: "string" },
} as const;

const readKey = (text: string): AuditKey => {
  const key = readPublicKey(text);
  if (!key) throw new UsageError(`"${text}" is no public key as "audit keys" prints them.`);
  return key;
};

const print = (report: Report, keys: AuditKey[]) => {
  const { events, seals, from, to, head, signedBy, pruned, forgotten, given, unsealed } = report;
  say(`Intact: ${events} events under ${seals} seals${from ? `, from ${from} to ${to}` : ""}.`);
  if (pruned > 0) say(`Pruned by age: the events of seals 1 to ${pruned}; the seals hold.`);
  if (given) say(`Taken as given: all through seal ${given.number}, ${given.hash}.`);
  if (forgotten > 0) say(`Forgotten: from where ${forgotten} of the events came.`);
  if (unsealed > 0) say(`Not sealed yet, and not proved: ${unsealed} events after those.`);
  for (const [id, count] of signedBy) {
    say(`Signed: ${count} seals by ${id}, ${keys.find((key) => key.id === id)?.text}.`);
  }
  if (head) say(`Head: seal ${head.number}, ${head.hash}`);
  if (head) say("Note the head elsewhere: only --head tells later that newer seals were cut off.");
};

/** Verifies the database, or an export, which needs no environment where the keys are given. */
export async function verify(words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options });
  const { file, head } = values;
  if (file !== undefined && values.database) throw new UsageError("It is a database or a file.");
  if (file !== undefined && !existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  const given = values.key.map(readKey);
  const needsEnvironment = file === undefined || given.length === 0;
  const prepared = needsEnvironment ? prepare() : null;
  if (prepared && file === undefined) await openDatabase(prepared);
  const keys = prepared ? [...readKeys(), ...given] : given;
  try {
    const expected = { keys, head, prunedThrough: 0, isExport: true };
    const report = await (file === undefined
      ? verifyDatabase(keys, head)
      : verifyTrail(readExport(file), expected));
    print(report, keys);
    return 0;
  } catch (error) {
    if (!(error instanceof TrailFault)) throw error;
    say(`Not intact. ${error.message}`);
    return 1;
  }
}
