/** Lengths of time in milliseconds. */
export const minutes = 60_000;
export const hours = 60 * minutes;
export const days = 24 * hours;

/** The moment that lies `length` milliseconds back. */
export function ago(length: number): Date {
  return new Date(Date.now() - length);
}
