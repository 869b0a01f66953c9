const reason = "it asks nobody: a good ticket is enough until it ends";

/** What no proxy does that verifies by itself. */
export const withoutAsking = {
  "with the app down, nobody passes, at once": reason,
  "with the app hung, nobody passes, within three seconds": reason,
  "with the database gone, nobody passes after three seconds, until it is back": reason,
};
