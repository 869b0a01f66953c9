import { join } from "node:path";
import { GateFault } from "#lib/gate/gate-fault.ts";
import { LaunchError } from "#lib/launch/launch-error.ts";
import { openDatabase } from "#lib/launch/open-database.ts";
import { prepareEnvironment } from "#lib/launch/prepare-environment.ts";
import { runLaunch } from "#lib/launch/run-launch.ts";
import { stopProcess } from "#lib/launch/stop-process.ts";
import { edgeVerbs } from "./gate/edge-verbs.ts";
import { keyVerbs } from "./gate/key-verbs.ts";
import { roleVerbs } from "./gate/role-verbs.ts";
import { serviceVerbs } from "./gate/service-verbs.ts";
import { onOneLine, UsageFault, type Verb } from "./gate/verb.ts";

/** What an operator says about the gate: services, roles and keys. Prints no secret. */

const root = join(import.meta.dirname, "..");
const verbs: Record<string, Verb> = { ...serviceVerbs, ...roleVerbs, ...keyVerbs, ...edgeVerbs };
const words = process.argv.slice(2);

const say = (lines: string[]) => process.stdout.write(lines.map((line) => `${line}\n`).join(""));

/** Says what is wrong and how it is said right; ends with 2, as the words did nothing. */
const refuseWords = (fault: string, names: string[]): never => {
  const lines = names.map((name) => `  npm run gate -- ${name} ${verbs[name]?.usage}`.trimEnd());
  process.stderr.write(
    `${[...(fault ? [onOneLine(fault)] : []), "Usage:", ...lines].join("\n")}\n`,
  );
  process.exit(2);
};

const readWords = () => {
  const name = Object.keys(verbs).find((one) => `${words.join(" ")} `.startsWith(`${one} `));
  const verb = name && verbs[name];
  if (!verb) return refuseWords("", Object.keys(verbs));
  try {
    return verb.read(words.slice(name.split(" ").length));
  } catch (error) {
    const isUsage =
      error instanceof UsageFault || String(Object(error).code).startsWith("ERR_PARSE");
    if (!isUsage) throw error;
    return refuseWords((error as Error).message, [name]);
  }
};

const act = readWords();
await runLaunch(async () => {
  await openDatabase(prepareEnvironment(root, process.env.NODE_ENV !== "production"));
  try {
    say(await act());
  } catch (error) {
    throw error instanceof GateFault ? new LaunchError(onOneLine(error.message)) : error;
  }
  await stopProcess(0);
});
