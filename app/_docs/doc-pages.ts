/** The pages of the documentation, in reading order, and which of them speaks of a screen. */

import type { Language } from "../../lib/plan/plan.ts";

/** Sections of the contents; each page is a Markdown file of that name in `docs/en` and `docs/fr`. */
export const DOC_SECTIONS = [
  { key: "start", pages: ["index", "getting-started", "signing-in", "overview"] },
  {
    key: "plan",
    pages: [
      "plan",
      "templates",
      "properties-and-types",
      "bundles",
      "user-properties",
      "groups",
      "decisions",
      "plan-metrics",
      "workshops",
      "journeys",
      "coverage",
      "plan-rules",
      "transformations",
      "findings",
      "branches-and-merging",
      "reviews",
      "backtest",
      "versions-and-publishing",
      "hand-over",
      "data-register",
      "import-and-export",
      "plan-file",
      "plan-as-code",
    ],
  },
  {
    key: "code",
    pages: [
      "code",
      "code-status",
      "sdk-install",
      "sdk-typescript",
      "sdk-python",
      "sdk-java",
      "sdk-kotlin",
      "sdk-go",
      "data-exports",
    ],
  },
  {
    key: "events",
    pages: [
      "sources",
      "ingest-protocol",
      "ingest-mixpanel",
      "ingest-amplitude",
      "ingest-posthog",
      "ingest-snowplow",
      "ingest-measurement-protocol",
      "ingest-ndjson",
      "violations-and-release",
      "destinations",
      "people",
      "alerts",
      "live-events",
      "health",
      "discovery",
      "acceptance-runs",
    ],
  },
  {
    key: "analysis",
    pages: [
      "analysis-rules",
      "conformance-statement",
      "cohorts",
      "metrics",
      "funnels",
      "retention",
      "active-users",
      "reports",
    ],
  },
  {
    key: "commands",
    pages: [
      "cli",
      "cli-import",
      "cli-export",
      "cli-lint",
      "cli-diff",
      "cli-schema",
      "cli-generate",
      "cli-validate",
      "cli-audit",
      "cli-status",
      "cli-send",
      "cli-load",
      "cli-query",
      "cli-backtest",
      "cli-replay",
      "cli-acceptance",
      "cli-erase",
      "cli-pull",
      "cli-push",
      "cli-publish",
      "cli-backup",
      "cli-restore",
      "cli-reset-password",
      "cli-workspace-export",
      "cli-workspace-import",
    ],
  },
  {
    key: "running",
    pages: [
      "settings-and-people",
      "members",
      "teams",
      "notifications",
      "webhooks",
      "api-tokens",
      "account",
      "privacy",
      "audit-log",
      "api",
      "operations",
      "security",
    ],
  },
] as const;

export type DocPage = (typeof DOC_SECTIONS)[number]["pages"][number];
export type DocSection = (typeof DOC_SECTIONS)[number]["key"];

export const DOC_PAGES: readonly DocPage[] = DOC_SECTIONS.flatMap(({ pages }) => pages);

export function isDocPage(name: string): name is DocPage {
  return (DOC_PAGES as readonly string[]).includes(name);
}

/** The address of a page; the first one has none of its own. */
export function docHref(language: Language, page: DocPage, anchor = ""): string {
  return `/${language}/docs${page === "index" ? "" : `/${page}`}${anchor}`;
}

/** Screens of a project by the segments after its slug; the longest match wins. */
const SCREENS: Readonly<Record<string, DocPage>> = {
  plan: "plan",
  "plan/bundles": "bundles",
  "plan/user-properties": "user-properties",
  "plan/groups": "groups",
  "plan/decisions": "decisions",
  "plan/metrics": "plan-metrics",
  "plan/workshop": "workshops",
  "plan/journeys": "journeys",
  "plan/coverage": "coverage",
  "plan/documents": "hand-over",
  "plan/code": "code",
  "plan/register": "data-register",
  "plan/settings": "plan-rules",
  "plan/findings": "findings",
  "plan/status": "code-status",
  "plan/branches": "branches-and-merging",
  "plan/backtest": "backtest",
  "plan/templates": "templates",
  "plan/import": "import-and-export",
  versions: "versions-and-publishing",
  sources: "sources",
  alerts: "alerts",
  live: "live-events",
  health: "health",
  discovery: "discovery",
  acceptance: "acceptance-runs",
  violations: "violations-and-release",
  replays: "violations-and-release",
  people: "people",
  cohorts: "cohorts",
  reports: "reports",
  settings: "settings-and-people",
  "settings/members": "members",
  "settings/teams": "teams",
  "settings/notifications": "notifications",
  "settings/webhooks": "webhooks",
  "settings/destinations": "destinations",
  notifications: "notifications",
  "settings/reviews": "reviews",
  "settings/tokens": "api-tokens",
  "settings/account": "account",
  "settings/privacy": "privacy",
  "settings/audit": "audit-log",
};

/** The page about the screen at an address such as `/en/shop/plan/findings`. */
export function docOfScreen(path: string): DocPage {
  const [, , slug, first, second = ""] = path.split("/");
  if (!slug || slug === "docs") return "index";
  return SCREENS[`${first}/${second}`] ?? SCREENS[first ?? ""] ?? "overview";
}
