import { execFileSync } from "node:child_process";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a living server tells of itself: whether it takes connections, and at which port. */
export type LivingServer = { pid: number; port: number; ready: boolean };

/** No system gives a process so high a number. */
const nobodysPid = "2147483647";

const pidFile = (directory: string) => join(directory, "postmaster.pid");

const readIfThere = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

/** The command line of a process with spaces between; null when there is no such process. */
const commandOf = (pid: number): string | null => {
  try {
    if (existsSync("/proc/self/cmdline")) {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    }
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return null;
  }
};

/** Whether the process `pid` is a server of the cluster at `directory`. */
export function isServing(pid: number, directory: string): boolean {
  // As pg_ctl starts it.
  return commandOf(pid)?.includes(`bin/postgres -D ${directory} `) ?? false;
}

/** The running server of the cluster at `directory`; null when there is none. */
export function findLivingServer(directory: string): LivingServer | null {
  const lines = readIfThere(pidFile(directory)).split("\n");
  const pid = Number(lines[0]);
  if (!isServing(pid, directory)) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/**
 * PostgreSQL copes with a pid file whose process is gone, but when the number now belongs to another
 * program (after a reboot, or in a container) it takes that for its server and refuses to start.
 * Then this puts a number in its place that no process has. The rest of the file stays, since
 * PostgreSQL finds by it whether processes of a killed server are still at work.
 */
export function disownForeignPid(directory: string): void {
  const file = pidFile(directory);
  const judged = readIfThere(file);
  const pid = Number.parseInt(judged, 10);
  if (!pid || commandOf(pid) === null || findLivingServer(directory)) return;
  const aside = `${file}.${process.pid}`;
  renameSync(file, aside);
  try {
    // A server that another process has started since then put its own file there: that goes back.
    const taken = readFileSync(aside, "utf8");
    if (taken === judged) writeFileSync(aside, taken.replace(/^\d+/, nobodysPid));
    linkSync(aside, file);
  } finally {
    rmSync(aside);
  }
}
