/** A value as Lua writes it; null is left out. Texts are written byte by byte where they are not plain. */
export function luaValue(value: unknown): string {
  if (typeof value === "string") return luaText(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `{ ${value.map(luaValue).join(", ")} }`;
  const entries = Object.entries(value as object).filter(([, one]) => one !== null);
  return `{ ${entries.map(([key, one]) => `[${luaText(key)}] = ${luaValue(one)}`).join(", ")} }`;
}

const luaText = (text: string) => {
  const written = Buffer.from(text).reduce((sum, byte) => {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    return sum + (plain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`);
  }, "");
  return `"${written}"`;
};
