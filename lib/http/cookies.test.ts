import { beforeEach, expect, test, vi } from "vitest";
import { brand } from "#lib/brand.ts";

const plain = `${brand.cookiePrefix}-session`;

const cookiesOf = async (origin: string) => {
  vi.resetModules();
  vi.stubEnv("ORIGIN", origin);
  return await import("./cookies.ts");
};

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgres://localhost/none");
  vi.stubEnv("SESSION_SECRET", "a-secret-of-more-than-32-characters");
});

test("on https a cookie is __Host-, secure, and for the whole host", async () => {
  const { setCookie, readCookie } = await cookiesOf("https://app.example.com");
  const header = setCookie("session", "value", 60);
  expect(header.split("; ")[0]).toBe(`__Host-${plain}=value`);
  for (const part of ["Max-Age=60", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"]) {
    expect(header.split("; ")).toContain(part);
  }
  expect(header).not.toContain("Domain");
  expect(readCookie(`a=b; __Host-${plain}=value`, "session")).toBe("value");
  expect(readCookie(`${plain}=forged`, "session")).toBeUndefined();
});

test("on http://localhost it has a plain name", async () => {
  const { setCookie } = await cookiesOf("http://localhost:3000");
  const header = setCookie("session", "value", 60);
  expect(header.split("; ")[0]).toBe(`${plain}=value`);
  expect(header).not.toContain("Secure");
});
