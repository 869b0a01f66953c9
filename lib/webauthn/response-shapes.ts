import { z } from "zod";

const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/, "must be base64url");
const filled = base64url.min(1, "must not be empty");
const extensionResults = z.record(z.string(), z.unknown());
const attachment = z.enum(["platform", "cross-platform"]).optional().catch(undefined);

const credential = {
  id: filled,
  rawId: filled,
  type: z.literal("public-key"),
  clientExtensionResults: extensionResults,
  authenticatorAttachment: attachment,
};

/** RegistrationResponseJSON (WebAuthn Level 3 §5.1), as far as it is used. */
export const registrationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: filled,
    attestationObject: filled,
    transports: z.array(z.string()).optional(),
  }),
});

/** AuthenticationResponseJSON (WebAuthn Level 3 §5.1), as far as it is used. */
export const authenticationResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: filled,
    authenticatorData: filled,
    signature: filled,
    userHandle: base64url.nullish().transform((handle) => handle || undefined),
  }),
});

/** The body of both verification endpoints. */
export const finishing = <R extends z.ZodType>(response: R) =>
  z.object({
    ceremony: z.string().min(1),
    response,
    /** Whether the session that it opens has the longer limits. */
    keepSignedIn: z.boolean().default(false),
  });

export type RegistrationResponse = z.infer<typeof registrationResponse>;
export type AuthenticationResponse = z.infer<typeof authenticationResponse>;
