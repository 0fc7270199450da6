import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types, lint and dead code are checked by `npm run check`, once.
  typescript: { ignoreBuildErrors: true },
  // Native or stateful packages stay what the server process loaded.
  serverExternalPackages: [
    "@clickhouse/client",
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "chdb",
    "json-schema-to-typescript",
    "lmdb",
    "pg",
    "pino",
    "prom-client",
    "shiki",
  ],
  // Everything is served by this process: no image service, no remote fonts, no telemetry.
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
  experimental: {
    // A build is made once for each release: what Turbopack would keep for the next one is hundreds of megabytes that nobody
    // reads. Its source maps stay: by them a stack trace in the log names our files and lines, also those that pages run.
    turbopackFileSystemCacheForBuild: false,
    // Actions take plan edits and whole plans in files: what an import may carry, and its frame.
    serverActions: { bodySizeLimit: "16mb" },
  },
};

export default config;
