import { join } from "node:path";
import { renameProject } from "./rename/rename-project.ts";

/** Gives the product its own name, cookies, colour and mark: `npm run rename -- --name "Acme ID"`. */

const { faults, changes, byHand } = renameProject(
  join(import.meta.dirname, ".."),
  process.argv.slice(2),
);

const list = (lines: string[]) => lines.map((line) => `- ${line}\n`).join("");

if (faults.length > 0) {
  process.stderr.write(`Nothing was changed: ${faults.length} fault(s).\n${list(faults)}`);
  process.stderr.write("docs/forking.md says what each flag takes.\n");
  process.exitCode = 1;
} else {
  process.stdout.write(`Changed:\n${list(changes.length > 0 ? changes : ["nothing"])}`);
  process.stdout.write(`Left to you:\n${list(byHand)}`);
}
