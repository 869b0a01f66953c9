import { join } from "node:path";
import { isRefusal } from "#lib/errors.ts";
import { LaunchError } from "#lib/launch/launch-error.ts";
import { openDatabase } from "#lib/launch/open-database.ts";
import { prepareEnvironment } from "#lib/launch/prepare-environment.ts";
import { runLaunch } from "#lib/launch/run-launch.ts";
import { stopProcess } from "#lib/launch/stop-process.ts";
import { approveRequest } from "#lib/recovery/approve-request.ts";
import { denyRequest } from "#lib/recovery/deny-request.ts";
import { listRequests } from "#lib/recovery/list-requests.ts";

/** What an operator decides on: the recoveries that people asked for by hand. Prints no secret. */

const usage = "Usage: npm run recovery -- list | approve <id> | deny <id>";
const root = join(import.meta.dirname, "..");
const [verb = "", id = ""] = process.argv.slice(2);

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Without what a terminal obeys, or what would turn the words around. */
const onOneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");

const list = async () => {
  const requests = await listRequests();
  for (const { id, createdAt, email, emailVerified, note } of requests) {
    say(`${id}  ${createdAt}  ${onOneLine(email)} (${emailVerified ? "" : "not "}confirmed)`);
    say(`    ${onOneLine(note)}`);
  }
  if (requests.length === 0) say("No request waits.");
};

const decide = async (act: typeof approveRequest, done: string) => {
  if (!id) throw new LaunchError(usage);
  if (isRefusal(await act(id))) throw new LaunchError(`No request ${onOneLine(id)} waits.`);
  say(done);
};

const verbs: Record<string, () => Promise<void>> = {
  list,
  approve: () => decide(approveRequest, "Approved: the link goes to the account's address."),
  deny: () => decide(denyRequest, "Denied: a mail says so."),
};

await runLaunch(async () => {
  const act = verbs[verb];
  if (!act) throw new LaunchError(usage);
  await openDatabase(prepareEnvironment(root, process.env.NODE_ENV !== "production"));
  await act();
  await stopProcess(0);
});
