import { afterEach, expect, test, vi } from "vitest";
import { checkSupport } from "./check-support.ts";

const chrome =
  "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36";

const browse = (userAgent: string, isSecureContext = true) => {
  vi.stubGlobal("window", { isSecureContext });
  vi.stubGlobal("navigator", { userAgent });
};

afterEach(() => vi.unstubAllGlobals());

test("a browser with passkeys is not asked further", () => {
  browse(chrome);
  vi.stubGlobal("PublicKeyCredential", class {});
  expect(checkSupport()).toBeNull();
});

test.each([
  ["an old browser", chrome, "unsupported"],
  ["Android's view inside an app", chrome.replace("15)", "15; wv)"), "in-app-browser"],
  ["Facebook", `${chrome} [FB_IAB/FB4A;FBAV/500.0]`, "in-app-browser"],
  ["Instagram", `${chrome} Instagram 400.0`, "in-app-browser"],
] as const)("without them, %s is told apart", (_name, userAgent, kind) => {
  browse(userAgent);
  expect(checkSupport()).toBe(kind);
});

test("on an insecure page, that is what stands in the way", () => {
  browse(`${chrome} Instagram 400.0`, false);
  expect(checkSupport()).toBe("insecure-page");
});
