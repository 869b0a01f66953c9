import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";

/** The system user that PostgreSQL runs as; null is whoever runs this process. */
export type SystemUser = { uid: number; gid: number } | null;

/** Whether this process is root, as whom PostgreSQL refuses to run. */
export const asRoot = process.getuid?.() === 0;

const idOfNobody = (flag: "-u" | "-g") =>
  Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));

/**
 * As root, PostgreSQL runs as the owner of the cluster at `directory`, which is `nobody` unless
 * another user has made it.
 */
export function findSystemUser(directory: string): SystemUser {
  if (!asRoot) return null;
  const owner = statSync(directory, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return { uid: idOfNobody("-u"), gid: idOfNobody("-g") };
}

/** Whether every user may pass through `folder`, which exists, and all folders above it. */
export function isOpenToAll(folder: string): boolean {
  const passable = (statSync(folder).mode & 0o001) !== 0;
  return passable && (folder === dirname(folder) || isOpenToAll(dirname(folder)));
}
