/** The parts of the plan, each a tab, and which of them an address belongs to. */

export const PARTS = [
  { key: "events", path: "plan" },
  { key: "userProperties", path: "plan/user-properties" },
  { key: "groups", path: "plan/groups" },
  { key: "bundles", path: "plan/bundles" },
  { key: "decisions", path: "plan/decisions" },
  { key: "metrics", path: "plan/metrics" },
  { key: "journeys", path: "plan/journeys" },
  { key: "coverage", path: "plan/coverage" },
  { key: "settings", path: "plan/settings" },
  { key: "findings", path: "plan/findings" },
  { key: "branches", path: "plan/branches" },
  { key: "versions", path: "versions" },
  { key: "documents", path: "plan/documents" },
  { key: "import", path: "plan/import" },
] as const;

type PlanPart = (typeof PARTS)[number]["key"];

/** Screens without a tab of their own, by the one they are reached from. */
const BESIDE = [
  { key: "branches", path: "plan/backtest" },
  { key: "import", path: "plan/templates" },
] as const satisfies readonly { readonly key: PlanPart; readonly path: string }[];

/** The part of an address below the project. */
export function partAt(address: string): PlanPart {
  const within = (path: string) => address === path || address.startsWith(`${path}/`);
  // "plan" is the beginning of the others' paths.
  return [...PARTS.slice(1), ...BESIDE].find(({ path }) => within(path))?.key ?? "events";
}
