import { isIP } from "node:net";
import { z } from "zod";

/**
 * What OCSF 1.8.0 says of the classes Account Change and Authentication, as far as the product uses
 * it: https://schema.ocsf.io/1.8.0/classes/account_change and …/authentication. Objects are strict,
 * so an attribute that the class lacks is found. Each enum is written with its captions, since the
 * sibling must be the caption (or, beside 99, a word of the source's own).
 */

type Captions = Record<number, string>;
type Shape<I extends string, S extends string> = { [K in I]: z.ZodNumber } & {
  [K in S]: z.ZodString;
};

/** An attribute with an enum, and its sibling, which has the caption. */
const pairOf = <const I extends string, const S extends string>(
  id: I,
  sibling: S,
  captions: Captions,
) => {
  const known = z.number().refine((value) => value in captions);
  const agrees = (object: Record<string, unknown>) =>
    object[id] === 99 || object[sibling] === captions[Number(object[id])];
  return {
    shape: { [id]: known, [sibling]: z.string().min(1) } as Shape<I, S>,
    agrees,
  };
};

const activityCaptions: Record<number, Captions> = {
  3001: {
    0: "Unknown",
    1: "Create",
    2: "Enable",
    3: "Password Change",
    4: "Password Reset",
    5: "Disable",
    6: "Delete",
    7: "Attach Policy",
    8: "Detach Policy",
    9: "Lock",
    10: "MFA Factor Enable",
    11: "MFA Factor Disable",
    12: "Unlock",
    99: "Other",
  },
  3002: {
    0: "Unknown",
    1: "Logon",
    2: "Logoff",
    3: "Authentication Ticket",
    4: "Service Ticket Request",
    5: "Service Ticket Renew",
    6: "Preauth",
    7: "Account Switch",
    99: "Other",
  },
};

const severity = pairOf("severity_id", "severity", {
  0: "Unknown",
  1: "Informational",
  2: "Low",
  3: "Medium",
  4: "High",
  5: "Critical",
  6: "Fatal",
  99: "Other",
});
const status = pairOf("status_id", "status", {
  0: "Unknown",
  1: "Success",
  2: "Failure",
  99: "Other",
});
const userType = pairOf("type_id", "type", {
  0: "Unknown",
  1: "User",
  2: "Admin",
  3: "System",
  4: "Service",
  99: "Other",
});
const factor = pairOf("factor_type_id", "factor_type", {
  0: "Unknown",
  1: "SMS",
  2: "Security Question",
  3: "Phone Call",
  4: "Biometric",
  5: "Push Notification",
  6: "Hardware Token",
  7: "OTP",
  8: "Email",
  9: "U2F",
  10: "WebAuthn",
  11: "Password",
  99: "Other",
});

const text = z.string().min(1);
const atLeastOne = (...names: string[]) =>
  [
    (object: object) => names.some((name) => name in object),
    { error: `needs one of ${names.join(", ")}` },
  ] as const;

const user = z
  .strictObject({ uid: text.optional(), name: text.optional(), ...userType.shape })
  .refine(userType.agrees)
  .refine(...atLeastOne("account", "name", "uid"));
const session = z.strictObject({ uid: text });
const endpoint = z
  .strictObject({
    ip: z
      .string()
      .refine((ip) => isIP(ip) > 0)
      .optional(),
    name: text.optional(),
  })
  .refine(...atLeastOne("ip", "uid", "name", "hostname", "svc_name"));
const metadata = z.strictObject({
  version: z.literal("1.8.0"),
  product: z
    .strictObject({ name: text, vendor_name: text, version: text })
    .refine(...atLeastOne("name", "uid")),
  uid: text,
  event_code: text,
  sequence: z.int(),
  correlation_uid: text,
});

/** Of the base event and its category; the optional ones are recommended or optional there too. */
const shared = {
  category_uid: z.literal(3),
  category_name: z.literal("Identity & Access Management"),
  activity_id: z.int(),
  activity_name: text,
  type_uid: z.int(),
  time: z.int().min(1_600_000_000_000),
  ...severity.shape,
  ...status.shape,
  status_code: text.optional(),
  status_detail: text.optional(),
  metadata,
  user,
  auth_factors: z.array(z.strictObject(factor.shape).refine(factor.agrees)).min(1).optional(),
  src_endpoint: endpoint.optional(),
  http_request: z.strictObject({ uid: text, user_agent: text.optional() }),
  unmapped: z.looseObject({}),
};

const accountChange = z.strictObject({
  ...shared,
  class_uid: z.literal(3001),
  class_name: z.literal("Account Change"),
  actor: z.strictObject({ user, session }).optional(),
});

const authentication = z
  .strictObject({
    ...shared,
    class_uid: z.literal(3002),
    class_name: z.literal("Authentication"),
    // 99 is Other: none of NTLM to LDAP.
    auth_protocol_id: z.literal(99).optional(),
    auth_protocol: text.optional(),
    is_mfa: z.boolean().optional(),
    is_new_logon: z.boolean().optional(),
    is_remote: z.boolean().optional(),
    service: z.strictObject({ name: text, uid: text }),
    session: session.optional(),
  })
  .refine(...atLeastOne("service", "dst_endpoint"));

/** An event in one of the two classes. */
export const ocsfEvent = z
  .discriminatedUnion("class_uid", [accountChange, authentication])
  .refine(severity.agrees)
  .refine(status.agrees)
  .refine(({ class_uid, activity_id, type_uid }) => type_uid === class_uid * 100 + activity_id)
  .refine(({ class_uid, activity_id, activity_name }) => {
    const caption = activityCaptions[class_uid]?.[activity_id];
    return activity_id === 99 ? activity_name !== caption : activity_name === caption;
  });
