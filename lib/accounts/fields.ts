import { z } from "zod";

/** An e-mail address: at most 254 characters (RFC 5321 §4.5.3.1.3). */
export const emailField = z
  .string("Enter an e-mail address")
  .trim()
  .max(254, "This address is too long")
  .pipe(z.email("Enter an e-mail address such as ada@example.com"));

/** A name that a person gives to themselves or to a passkey: 1 to 64 visible characters. */
export const nameField = z
  .string("Enter a name")
  .trim()
  .min(1, "Enter a name")
  .max(64, "Use at most 64 characters")
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, "Leave out line breaks and control characters");
