import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // One copy for pages and handlers: they share a pool, and tell its errors by their classes.
  serverExternalPackages: ["drizzle-orm", "postgres"],
  // Keeps `next dev` from writing notes for coding tools into the repository.
  agentRules: false,
};

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  experimental: {
    // Texts are parsed at build time, so that no browser needs the parser.
    messages: {
      path: "./lib/i18n/messages",
      format: "json",
      locales: "infer",
      sourceLocale: "en",
      precompile: true,
    },
  },
});

export default withNextIntl(config);
