/** Prints a line, without what a terminal obeys: a trail that was tampered with may hold anything. */
export function say(line: string): void {
  process.stdout.write(`${line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")}\n`);
}
