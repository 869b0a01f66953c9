import type { AuditName } from "./event.ts";

/** The two classes of OCSF's category 3, Identity & Access Management, that the trail is told in. */
export const classes = { 3001: "Account Change", 3002: "Authentication" } as const;

/** The `activity_id`, and the caption that the schema has for it; 99 is what the schema lacks. */
const activities = {
  create: { class: 3001, id: 1, caption: "Create" },
  delete: { class: 3001, id: 6, caption: "Delete" },
  enableFactor: { class: 3001, id: 10, caption: "MFA Factor Enable" },
  disableFactor: { class: 3001, id: 11, caption: "MFA Factor Disable" },
  otherChange: { class: 3001, id: 99, caption: null },
  logon: { class: 3002, id: 1, caption: "Logon" },
  logoff: { class: 3002, id: 2, caption: "Logoff" },
  otherAuthentication: { class: 3002, id: 99, caption: null },
} as const;

export type Activity = (typeof activities)[keyof typeof activities];

/**
 * What each event is in OCSF. Who opens a session logs on, by whichever way; a new browser and an
 * approval speak of a log-on and are none.
 */
export const activityOf: Record<AuditName, Activity> = {
  "account-create": activities.create,
  "account-rename": activities.otherChange,
  "audit-prune": activities.otherChange,
  "account-delete": activities.delete,
  "account-export": activities.otherChange,
  "passkey-add": activities.enableFactor,
  "passkey-rename": activities.otherChange,
  "passkey-revoke": activities.disableFactor,
  "passkey-flag": activities.otherChange,
  "sign-in": activities.logon,
  "step-up": activities.otherAuthentication,
  "sign-out": activities.logoff,
  "session-end": activities.logoff,
  "browser-new": activities.otherAuthentication,
  "email-confirm": activities.otherChange,
  "email-change": activities.otherChange,
  "email-change-stop": activities.otherChange,
  "codes-make": activities.otherChange,
  "code-use": activities.logon,
  "recovery-ask": activities.otherChange,
  "recovery-open": activities.logon,
  "recovery-stop": activities.otherChange,
  "recovery-approve": activities.otherChange,
  "recovery-deny": activities.otherChange,
  "recovery-finish": activities.otherChange,
  "device-link": activities.otherAuthentication,
  "phone-approve": activities.otherAuthentication,
  "gate-enter": activities.otherAuthentication,
  "gate-service-add": activities.otherChange,
  "gate-service-secret": activities.otherChange,
  "gate-service-remove": activities.otherChange,
  "gate-rule-add": activities.otherChange,
  "gate-rule-remove": activities.otherChange,
  "gate-role-grant": activities.otherChange,
  "gate-role-revoke": activities.otherChange,
  "gate-key-make": activities.otherChange,
  "gate-key-retire": activities.otherChange,
};

/** As `activityOf`, also for the event of a version that this one does not know yet. */
export function findActivity(name: string): Activity {
  return (activityOf as Record<string, Activity>)[name] ?? activities.otherChange;
}
