import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The env files of `folder` that set APP_NAME; what else they hold is not looked at. */
const namedIn = (folder: string) =>
  readdirSync(folder)
    .filter((file) => /^\.env(\.|$)/.test(file) && file !== ".env.example")
    .filter((file) =>
      /^\s*(export\s+)?APP_NAME\s*=/m.test(readFileSync(join(folder, file), "utf8")),
    );

/** What no command can do for who renames: in words, in the order to do it. */
export function listLeftOver(folder: string, ownMarkStays: boolean): string[] {
  return [
    ...namedIn(folder).map((file) => `${file}: APP_NAME takes precedence over the name`),
    ...(ownMarkStays
      ? ["app/icon.svg: a mark of your own, whose colours stayed as they were"]
      : []),
    "README.md and docs/: they still speak of Latchkey",
    "the pictures in them, where there are any",
  ];
}
