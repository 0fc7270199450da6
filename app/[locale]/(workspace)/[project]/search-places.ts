/** Pages one can go to and things one can do, found by what they are called. */

import { type AuthorizedProject, mayActAs, type Role } from "../../../../lib/access/authorized.ts";
import { translator } from "../../../../lib/i18n/translator.ts";
import type { Found } from "../../../_shell/search-dialog.tsx";
import type { SearchPlace } from "./search-plan.ts";

export const PAGE_PATHS = [
  "overview",
  "plan",
  "plan/user-properties",
  "plan/groups",
  "plan/bundles",
  "plan/decisions",
  "plan/decisions/tree",
  "plan/workshop",
  "plan/metrics",
  "plan/journeys",
  "plan/coverage",
  "plan/settings",
  "plan/findings",
  "plan/status",
  "plan/branches",
  "plan/backtest",
  "plan/documents",
  "plan/documents/brief",
  "plan/code",
  "plan/register",
  "plan/templates",
  "plan/import",
  "versions",
  "sources",
  "health",
  "discovery",
  "discovery/audit",
  "acceptance",
  "alerts",
  "live",
  "violations",
  "replays",
  "people",
  "cohorts",
  "reports",
  "notifications",
  "settings",
  "settings/workspace",
  "settings/privacy",
  "settings/members",
  "settings/teams",
  "settings/reviews",
  "settings/tokens",
  "settings/webhooks",
  "settings/destinations",
  "settings/notifications",
  "settings/account",
  "settings/audit",
] as const;

const ACTS = [
  { key: "event", path: "plan", query: "new=event", role: "editor" },
  { key: "branch", path: "plan/branches", query: "", role: "editor" },
  { key: "publish", path: "versions", query: "", role: "editor" },
  { key: "import", path: "plan/import", query: "", role: "editor" },
  { key: "source", path: "sources", query: "", role: "editor" },
  { key: "cohort", path: "cohorts/new", query: "", role: "editor" },
  { key: "report", path: "reports/new", query: "", role: "viewer" },
] as const satisfies readonly { key: string; path: string; query: string; role: Role }[];

/** The address of a page; the plan's own keep the branch. */
function address({ language, slug, branch }: SearchPlace, path: string, query = ""): string {
  const params = new URLSearchParams(query);
  if (branch && path.startsWith("plan")) params.set("branch", branch);
  const asked = params.toString();
  return `/${language}/${slug}${path === "overview" ? "" : `/${path}`}${asked ? `?${asked}` : ""}`;
}

/** Every page and act, for whoever asks: what a role may not do is not offered. */
export function placesOf(project: AuthorizedProject, place: SearchPlace): readonly Found[] {
  const t = translator(place.language, "palette");
  const acts = ACTS.filter(({ role }) => mayActAs(project.role, role)).map(
    ({ key, path, query }): Found => ({ kind: "act", label: t(`act.${key}`), href: address(place, path, query) }),
  );
  const pages = PAGE_PATHS.map(
    (path): Found => ({ kind: "page", label: t(`page.${path}`), href: address(place, path) }),
  );
  const preferences = (["language", "light", "dark", "system"] as const).map(
    (preference): Found => ({ kind: "act", label: t(`act.${preference}`), href: "", preference }),
  );
  return [...acts, ...preferences, ...pages];
}
