import { spawn } from "node:child_process";
import type { SystemUser } from "./find-system-user.ts";

/**
 * Runs one of PostgreSQL's programs to its end, as `user` and in the folder `cwd`; `input` goes to
 * its standard input.
 * @throws Error with what the program wrote to standard error, unless it exits with 0
 */
export function runProgram(
  program: string,
  args: string[],
  user: SystemUser,
  cwd: string,
  input = "",
): Promise<void> {
  // Nothing else of our environment: it holds secrets, and a server keeps what it was started with.
  const { PATH, NODE_ENV } = process.env;
  const child = spawn(program, args, {
    ...user,
    cwd,
    env: { PATH, NODE_ENV, LC_ALL: "C" },
    // A session of its own, so that a terminal's Ctrl-C ends it by our hand alone.
    detached: true,
    // A server that is started would hold on to standard output, so that it must not be a pipe.
    stdio: ["pipe", "ignore", "pipe"],
  });
  child.stdin.on("error", () => {}).end(input);
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    told += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code ?? signal}: ${told.trim()}`));
    });
  });
}
