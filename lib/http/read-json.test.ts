import { expect, test } from "vitest";
import { readJson } from "./read-json.ts";

const read = (body: BodyInit) =>
  readJson(
    new Request("http://localhost/", { method: "POST", body, duplex: "half" } as RequestInit),
  );

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

test("32 levels are read, one more is not", async () => {
  expect(await read(nested(32))).toHaveProperty("json");
  expect(await read(`{"a":${nested(32)}}`)).toMatchObject({ refused: "invalid-request" });
  expect(await read('{"a":'.repeat(13_000))).toMatchObject({ refused: "invalid-request" });
});

test("what lies side by side is not deep, and neither are brackets in texts", async () => {
  const side = JSON.stringify(Array.from({ length: 500 }, () => [{}]));
  expect(await read(side)).toHaveProperty("json");
  const text = JSON.stringify({ text: `\\"${"[{".repeat(100)}`, more: '"' });
  expect(await read(text)).toEqual({ json: JSON.parse(text) });
});

test("a quote that is escaped hides no bracket", async () => {
  expect(await read(`["\\"",${nested(32)}]`)).toMatchObject({ refused: "invalid-request" });
  expect(await read(`["\\\\",${nested(32)}]`)).toMatchObject({ refused: "invalid-request" });
});

test("what is not UTF-8 is refused, also as a part of a text", async () => {
  for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80]]) {
    const body = Buffer.concat([Buffer.from('"'), Buffer.from(bytes), Buffer.from('"')]);
    expect(await read(body)).toMatchObject({ refused: "invalid-request" });
  }
});

test("a body that breaks off is a refusal, not a surprise", async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([0x7b]));
    },
    pull(controller) {
      controller.error(new Error("aborted"));
    },
  });
  expect(await read(body)).toMatchObject({ refused: "request-timeout" });
});
