import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import type { SoftwareAuthenticator } from "#e2e/support/software-authenticator.ts";
import type { Browser } from "./browser.ts";

type Begun<Options> = { ceremony: string; options: Options };
type Step = <T>(name: string, call: () => Promise<T>) => Promise<T>;

/** Runs a call as it is; another `Step` can time it or count what it costs. */
const plainly: Step = (_, call) => call();

/** Signs up; each call to the server goes through `step`. */
export async function signUp(browser: Browser, device: SoftwareAuthenticator, step = plainly) {
  const { ceremony, options } = await step("registration/options", () =>
    browser.send<Begun<PublicKeyCredentialCreationOptionsJSON>>(
      "POST",
      "/api/webauthn/registration/options",
      { email: "bench@example.com" },
    ),
  );
  const response = await device.create(options);
  await step("registration/verification", () =>
    browser.send("POST", "/api/webauthn/registration/verification", { ceremony, response }),
  );
}

/** Signs in; each call to the server goes through `step`. */
export async function signIn(browser: Browser, device: SoftwareAuthenticator, step = plainly) {
  const { ceremony, options } = await step("authentication/options", () =>
    browser.send<Begun<PublicKeyCredentialRequestOptionsJSON>>(
      "POST",
      "/api/webauthn/authentication/options",
      {},
    ),
  );
  const response = await device.get(options);
  await step("authentication/verification", () =>
    browser.send("POST", "/api/webauthn/authentication/verification", { ceremony, response }),
  );
}

/** Reads the account of who is signed in. */
export async function readAccount(browser: Browser, step = plainly) {
  await step("GET /api/account", () => browser.send("GET", "/api/account"));
}
