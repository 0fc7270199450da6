"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { Tabs } from "../../../../_ui/tabs.tsx";
import { useLanguage, useText } from "../../../../_ui/text.tsx";

const PARTS = [
  { key: "events", path: "plan" },
  { key: "userProperties", path: "plan/user-properties" },
  { key: "groups", path: "plan/groups" },
  { key: "bundles", path: "plan/bundles" },
  { key: "decisions", path: "plan/decisions" },
  { key: "metrics", path: "plan/metrics" },
  { key: "journeys", path: "plan/journeys" },
  { key: "settings", path: "plan/settings" },
  { key: "findings", path: "plan/findings" },
  { key: "branches", path: "plan/branches" },
  { key: "versions", path: "versions" },
  { key: "import", path: "plan/import" },
] as const;

/** The parts of the plan, on the branch one looks at. */
export function PlanNav({ slug }: { slug: string }) {
  const t = useText("plan");
  const language = useLanguage();
  const path = usePathname();
  const branch = useSearchParams().get("branch");
  const base = `/${language}/${slug}`;
  const rest = path.slice(base.length + 1);
  const current = PARTS.filter((part) => rest === part.path || rest.startsWith(`${part.path}/`)).sort(
    (a, b) => b.path.length - a.path.length,
  )[0];
  const here = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the part one is at changes with the path.
  useEffect(() => {
    here.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [path]);
  return (
    <div ref={here} className="shrink-0">
      <Tabs
        label={t("nav.label")}
        current={current?.key ?? "events"}
        className="px-2"
        items={PARTS.map((part) => ({
          key: part.key,
          label: t(`nav.${part.key}`),
          href: `${base}/${part.path}${branch ? `?branch=${encodeURIComponent(branch)}` : ""}`,
        }))}
      />
    </div>
  );
}
