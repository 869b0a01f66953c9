import { beforeAll, describe, expect, test } from "vitest";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { changeMember } from "./change-member.ts";
import { kinds } from "./kinds.ts";

/** What a member is, by what it is refused for when it is anything else. */
const wrong = {
  text: [undefined, null, "", 7, true, ["AAAA"], {}],
  base64url: [undefined, null, "", 7, true, ["AAAA"], {}, "AA==", "A+/A", "A A", "é"],
  object: [undefined, null, "", 7, true, []],
  optionalTexts: [null, "usb", 7, {}, [7], [null]],
  optionalBase64url: [7, true, ["AAAA"], {}, "AA==", "A+/A"],
};

const common = {
  ceremony: wrong.text,
  response: wrong.object,
  "response.id": wrong.base64url,
  "response.rawId": wrong.base64url,
  "response.type": [...wrong.text, "public-keys", "PUBLIC-KEY"],
  "response.clientExtensionResults": wrong.object,
  "response.response": wrong.object,
  "response.response.clientDataJSON": wrong.base64url,
};

const members = {
  registration: {
    ...common,
    "response.response.attestationObject": wrong.base64url,
    "response.response.transports": wrong.optionalTexts,
  },
  authentication: {
    ...common,
    "response.response.authenticatorData": wrong.base64url,
    "response.response.signature": wrong.base64url,
    "response.response.userHandle": wrong.optionalBase64url,
  },
};

describe.each(kinds)("$kind", ({ kind, prepare, verify }) => {
  const cases = Object.entries(members[kind]).flatMap(([path, values]) =>
    values.map((value) => [path, JSON.stringify(value) ?? "missing", value] as const),
  );

  // Shared, since none of these spends it: a refused shape never reaches the ceremony.
  let ready: Awaited<ReturnType<typeof prepare>>;
  beforeAll(async () => {
    ready = await prepare();
  });

  test.each(cases)("%s: %s is refused by its name", async (path, _, value) => {
    const { browser, prepared } = await prepare();
    const problem = await expectRefusal(
      () => verify(browser, changeMember(prepared, path, value)),
      "invalid-request",
      null,
    );
    expect(problem.errors?.map((fault) => fault.path.startsWith(path))).toContain(true);
    expect((await verify(browser, prepared)).status).toBeLessThan(300);
  });

  test.each([null, 7, "text", [], true])("a body that is %j is refused", async (body) => {
    await expectRefusal(() => verify(ready.browser, body), "invalid-request", null);
  });

  test("an attachment that is none, and members that nobody knows, are passed over", async () => {
    const { browser, prepared } = await prepare();
    const odd = changeMember(prepared, "response.authenticatorAttachment", 7);
    const reply = await verify(browser, changeMember(odd, "response.response.publicKey", [7]));
    expect(reply.status).toBeLessThan(300);
  });
});
