import { expect, test } from "vitest";
import { escalateFailure } from "./escalate-failure.ts";

test.each([
  ["use-stopped", null, "use-stopped"],
  ["use-stopped", "use-not-opened", "use-none-here"],
  ["use-timed-out", "use-none-here", "use-none-here"],
  ["create-stopped", "create-timed-out", "create-not-saved"],
  ["create-stopped", "create-not-saved", "create-not-saved"],
  // Something else lay between, or it was the other kind of window.
  ["use-stopped", "unreachable", "use-stopped"],
  ["create-stopped", "use-stopped", "create-stopped"],
  ["unreachable", "unreachable", "unreachable"],
] as const)("%s after %s is %s", (kind, previous, expected) => {
  expect(escalateFailure(kind, previous)).toBe(expected);
});
