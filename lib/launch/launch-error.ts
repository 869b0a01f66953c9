/** Why the app can't start, in words for whoever started it. */
export class LaunchError extends Error {
  override name = "LaunchError";
}
