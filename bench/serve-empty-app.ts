import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

const next = fileURLToPath(import.meta.resolve("next/dist/bin/next"));
const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;

const files = {
  "app/layout.tsx": `import type { ReactNode } from "react";

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`,
  "app/page.tsx": `export default function Page() {
  return <p>Empty</p>;
}
`,
  // Without one of its own, Next.js takes the configuration of the folders above.
  "next.config.mjs": "export default {};\n",
  // A file beside the app, for `waitUntilReady`.
  "public/api/health/ready": "ready\n",
};

const build = async (folder: string) => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, "build", folder], { env });
  if (status !== 0) throw new Error(`The empty app was not built:\n${stdout}${stderr}`);
};

/**
 * Builds and serves a Next.js app with one page and nothing on it, from the Next.js and React of
 * the project at `root`: Node finds them from a folder inside it, `.data`, which git ignores.
 * @returns the app's origin, and what stops it and removes the folder
 */
export async function serveEmptyApp(root: string) {
  await mkdir(join(root, ".data"), { recursive: true });
  const folder = await mkdtemp(join(root, ".data/empty-app-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await build(folder);
    const port = await findFreePort();
    const origin = `http://localhost:${port}`;
    const server = spawn(process.execPath, [next, "start", folder, "--port", String(port)], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const ended = once(server, "exit");
    const stop = async () => {
      server.kill("SIGTERM");
      await ended;
      await remove();
    };
    await waitUntilReady(origin).catch(async (error) => {
      await stop();
      throw error;
    });
    return { origin, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}
