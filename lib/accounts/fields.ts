import { z } from "zod";
import type { EntryFault } from "#lib/errors.ts";

const fault = (code: EntryFault) => code;

/** An e-mail address: at most 254 characters (RFC 5321 §4.5.3.1.3). Issues are entry faults. */
export const emailField = z
  .string(fault("email-missing"))
  .trim()
  .max(254, fault("email-long"))
  .pipe(z.email(fault("email-malformed")));

/** A name that a person gives to themselves or to a passkey: 1 to 64 visible characters. */
export const nameField = z
  .string(fault("name-missing"))
  .trim()
  .min(1, fault("name-missing"))
  .max(64, fault("name-long"))
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, fault("name-characters"));

/** What somebody writes to the operator: at most 500 characters, control characters left out. */
export const noteField = z
  .string(fault("note-missing"))
  .transform((note) => note.replace(/[^\P{Cc}\n]/gu, " ").trim())
  .pipe(z.string().min(1, fault("note-missing")).max(500, fault("note-long")));
