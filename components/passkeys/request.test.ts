import { afterEach, expect, test, vi } from "vitest";
import { request } from "./request.ts";

const answerWith = (answer: () => Promise<Response>) => {
  const fetch = vi.fn((_url: string, _init: RequestInit) => answer());
  vi.stubGlobal("fetch", fetch);
  return fetch;
};

afterEach(() => vi.unstubAllGlobals());

test("gives the answer", async () => {
  answerWith(async () => Response.json({ hello: "you" }));
  expect(await request("POST", "/x", {})).toEqual({ ok: true, value: { hello: "you" } });
});

test("sends the content type even without a body, and takes an empty answer", async () => {
  const fetch = answerWith(async () => new Response(null, { status: 204 }));
  expect((await request("DELETE", "/x")).ok).toBe(true);
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({
    method: "DELETE",
    headers: { "Content-Type": "application/json" },
  });
});

test("gives a problem's code and the members at fault", async () => {
  const fields = [{ path: "email", message: "Enter an e-mail address" }];
  answerWith(async () =>
    Response.json({ code: "invalid-request", errors: fields }, { status: 400 }),
  );
  expect(await request("POST", "/x", {})).toEqual({
    ok: false,
    failure: { kind: "invalid-request", fields },
  });
});

test.each([
  ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a proxy's own page", async () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
  ["another's JSON", async () => Response.json({ code: "teapot" }, { status: 503 })],
])("%s is unreachable", async (_name, answer) => {
  answerWith(answer);
  expect(await request("GET", "/x")).toMatchObject({ failure: { kind: "unreachable" } });
});
