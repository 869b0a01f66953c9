import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./db/schema.ts",
    "./db/recovery-schema.ts",
    "./db/audit-schema.ts",
    "./db/gate-schema.ts",
  ],
  out: "./db/migrations",
});
