import { argv } from "node:process";

/** `npm run bench` measures the product; `npm run bench -- edge` what the gate costs a proxy. */
if (argv[2] === "edge") await import("./edge/bench-edge.ts");
else await import("./bench.ts");
