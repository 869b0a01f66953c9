import { HttpClient, type Transport } from "./http-client.ts";
import { newEmail, userAgent } from "./people.ts";
import { signUp } from "./run-ceremonies.ts";
import { SoftwareAuthenticator } from "./software-authenticator.ts";

const overHttp: Transport = (request) => fetch(request);

/** A browser that sends real requests to the server at `origin`, with an authenticator beside it. */
export const newVisitor = (origin: string, transport = overHttp) => ({
  browser: new HttpClient(origin, { "user-agent": userAgent }, transport),
  authenticator: new SoftwareAuthenticator({ origin }),
});

export type Visitor = ReturnType<typeof newVisitor>;

/** A visitor who just signed up. */
export async function newMember(origin: string, transport?: Transport) {
  const visitor = newVisitor(origin, transport);
  const { status, body } = await signUp(visitor.browser, visitor.authenticator, newEmail());
  if (status !== 201) throw new Error(`sign-up answered ${status}: ${JSON.stringify(body)}`);
  return { ...visitor, ...body };
}
