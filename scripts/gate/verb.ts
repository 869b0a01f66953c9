/** Reads the words after a verb, before anything is done. @returns what does it, and gives lines to print */
export type Verb = { usage: string; read: (words: string[]) => () => Promise<string[]> };

/** The words don't fit the verb. */
export class UsageFault extends Error {
  override name = "UsageFault";
}

/** The only words that there may be: exactly as many as asked for. @throws UsageFault */
export function take(words: string[], count: number): string[] {
  if (words.length !== count) throw new UsageFault();
  return words;
}

/** Without what a terminal obeys, or what would turn the words around. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}
