import { readFile, rename, writeFile } from "node:fs/promises";

/**
 * Writes a file as a whole: nobody ever reads the half of it.
 * @param mode its rights
 * @returns whether it differs from what was there
 */
export async function replaceFile(path: string, text: string, mode: number): Promise<boolean> {
  const before = await readFile(path, "utf8").catch(() => null);
  if (before === text) return false;
  await writeFile(`${path}.new`, text, { mode });
  await rename(`${path}.new`, path);
  return true;
}
