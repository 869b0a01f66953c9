import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Keeps `next dev` from writing notes for coding tools into the repository.
  agentRules: false,
};

export default config;
