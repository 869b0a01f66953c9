import { startEmbedded } from "./start.ts";

/** A stand-in for the app in tests: uses the server of the folder it is given until SIGTERM. */

try {
  const { url, directory, lost, release } = await startEmbedded(process.argv[2] ?? "");
  process.on("SIGTERM", () => release().then(() => process.exit(0)));
  lost.then(({ message }) => process.stderr.write(message, () => process.exit(1)));
  process.stdout.write(JSON.stringify({ url, directory }));
} catch (error) {
  process.stderr.write(String(error), () => process.exit(1));
}
