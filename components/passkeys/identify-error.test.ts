import { expect, test } from "vitest";
import { identifyError } from "./identify-error.ts";

const timeout = 120_000;
const refused = new DOMException("refused", "NotAllowedError");

test.each([
  ["use", 20, "use-not-opened"],
  ["use", 4_000, "use-stopped"],
  ["use", timeout, "use-timed-out"],
  ["create", 20, "create-stopped"],
  ["create", 4_000, "create-stopped"],
  ["create", timeout + 5, "create-timed-out"],
] as const)("a refusal to %s after %i ms is %s", (ceremony, elapsed, kind) => {
  expect(identifyError(refused, ceremony, elapsed, timeout)).toBe(kind);
});

test.each([
  ["create", "AbortError", "create-stopped"],
  ["use", "AbortError", "use-stopped"],
  ["create", "InvalidStateError", "already-here"],
  ["use", "InvalidStateError", "use-none-here"],
  ["create", "ConstraintError", "cannot-store"],
  ["use", "ConstraintError", "unexpected"],
  ["create", "NotSupportedError", "device-unsuited"],
  ["use", "NotSupportedError", "device-unsuited"],
  ["create", "SecurityError", "wrong-address"],
  ["use", "SecurityError", "wrong-address"],
  ["create", "OperationError", "window-open"],
  ["create", "NotReadableError", "no-answer"],
  ["use", "UnknownError", "no-answer"],
  ["create", "DataError", "unexpected"],
] as const)("to %s, %s is %s", (ceremony, name, kind) => {
  expect(identifyError(new DOMException("", name), ceremony, 4_000, timeout)).toBe(kind);
});

test("a missing screen lock is told by the browser's words, inside a wrapping error too", () => {
  const words =
    "The specified `userVerification` requirement cannot be fulfilled by this device unless the device is secured with a screen lock.";
  const cause = new DOMException(words, "NotSupportedError");
  const wrapped = Object.assign(new Error("none of the algorithms", { cause }), {
    name: "NotSupportedError",
  });
  expect(identifyError(cause, "create", 4_000, timeout)).toBe("no-screen-lock");
  expect(identifyError(wrapped, "create", 4_000, timeout)).toBe("no-screen-lock");
});

test("something thrown that is no error is unexpected", () => {
  expect(identifyError("oh", "use", 4_000, timeout)).toBe("unexpected");
});
