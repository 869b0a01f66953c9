import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Edit, iconFile, listEdits, ownGround } from "./list-edits.ts";
import { listLeftOver } from "./list-left-over.ts";
import { readFlags } from "./read-flags.ts";

/** What came of it, in words: either faults, and nothing was written, or what was changed. */
export type Renaming = { faults: string[]; changes: string[]; byHand: string[] };

/** A file that is not there has nothing to change, which is a fault of its own. */
const readText = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");

const refuse = (faults: string[]): Renaming => ({ faults, changes: [], byHand: [] });

/**
 * Gives the project in `folder` the name and looks that `args`, the words of the command line, ask
 * for. Everything is checked before anything is written.
 */
export function renameProject(folder: string, args: string[]): Renaming {
  const read = readFlags(args);
  if ("faults" in read) return refuse(read.faults);
  const { color, logo } = read.flags;

  const texts = new Map<string, string>();
  const textOf = (file: string) => texts.get(file) ?? readText(join(folder, file));
  const iconIsOurs = ownGround.test(textOf(iconFile));
  const edits = listEdits(read.flags, iconIsOurs);
  const missing = edits.filter(({ file, pattern }) => !pattern.test(textOf(file)));
  if (missing.length > 0) return refuse(missing.map(({ file, what }) => `${file} has no ${what}`));

  const change = ({ file, what, pattern, value, effect }: Edit) => {
    const text = textOf(file);
    const old = pattern.exec(text)?.[2];
    texts.set(
      file,
      text.replace(pattern, (_, before, __, after) => before + value + after),
    );
    const remark = effect ? ` (${effect})` : "";
    return old === value ? [] : [`${file}: ${what} ${old} → ${value}${remark}`];
  };
  const changes = edits.flatMap(change);
  if (logo) {
    texts.set(iconFile, readFileSync(resolve(logo), "utf8"));
    changes.push(`${iconFile}: ${logo}`);
  }
  for (const [file, text] of texts) writeFileSync(join(folder, file), text);
  const ownMarkStays = Boolean(color) && !logo && !iconIsOurs;
  return { faults: [], changes, byHand: listLeftOver(folder, ownMarkStays) };
}
