/** The parts of the plan, in groups of what belongs together, and which of them an address belongs to. */

/** Each group has a tab; one of several parts has a row of tabs below it, of which the first is where its tab leads. */
export const GROUPS = [
  { key: "events", parts: [{ key: "events", path: "plan" }] },
  {
    key: "properties",
    parts: [
      { key: "userProperties", path: "plan/user-properties" },
      { key: "groups", path: "plan/groups" },
      { key: "bundles", path: "plan/bundles" },
    ],
  },
  {
    key: "goals",
    parts: [
      { key: "decisions", path: "plan/decisions" },
      { key: "metrics", path: "plan/metrics" },
      { key: "journeys", path: "plan/journeys" },
      { key: "coverage", path: "plan/coverage" },
    ],
  },
  {
    key: "quality",
    parts: [
      { key: "findings", path: "plan/findings" },
      { key: "status", path: "plan/status" },
      { key: "settings", path: "plan/settings" },
    ],
  },
  { key: "branches", parts: [{ key: "branches", path: "plan/branches" }] },
  { key: "versions", parts: [{ key: "versions", path: "versions" }] },
  {
    key: "documents",
    parts: [
      { key: "documents", path: "plan/documents" },
      { key: "code", path: "plan/code" },
    ],
  },
  { key: "import", parts: [{ key: "import", path: "plan/import" }] },
] as const;

export const PARTS = GROUPS.flatMap((group) => [...group.parts]);

type PlanGroup = (typeof GROUPS)[number];
type PlanPart = (typeof PARTS)[number]["key"];

/** The group that a part is in. */
export function groupOf(part: PlanPart): PlanGroup {
  return GROUPS.find(({ parts }) => parts.some(({ key }) => key === part)) ?? GROUPS[0];
}

/** Screens without a tab of their own, by the one they are reached from. */
const BESIDE = [
  { key: "branches", path: "plan/backtest" },
  { key: "import", path: "plan/templates" },
  { key: "documents", path: "plan/register" },
  { key: "decisions", path: "plan/workshop" },
] as const satisfies readonly { readonly key: PlanPart; readonly path: string }[];

/** The part of an address below the project. */
export function partAt(address: string): PlanPart {
  const within = (path: string) => address === path || address.startsWith(`${path}/`);
  // "plan" is the beginning of the others' paths.
  return [...PARTS.slice(1), ...BESIDE].find(({ path }) => within(path))?.key ?? "events";
}
