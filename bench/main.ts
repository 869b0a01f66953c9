import { argv } from "node:process";
import { isBuilt } from "#scripts/is-built.ts";

/** `npm run bench` measures the product; `npm run bench -- edge` what the gate costs a proxy. */
if (!isBuilt()) {
  console.error("There is no build of this state: run `npm run build` first.");
  process.exit(1);
}
if (argv[2] === "edge") await import("./edge/bench-edge.ts");
else await import("./bench.ts");
