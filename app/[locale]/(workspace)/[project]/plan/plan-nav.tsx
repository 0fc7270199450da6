"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Tabs } from "../../../../_ui/tabs.tsx";
import { useLanguage, useText } from "../../../../_ui/text.tsx";
import { useTabInSight } from "../../../../_ui/use-tab-in-sight.ts";
import { GROUPS, groupOf, partAt } from "./plan-part.ts";

/** The parts of the plan, on the branch one looks at. */
export function PlanNav({ slug }: { slug: string }) {
  const t = useText("plan");
  const language = useLanguage();
  const path = usePathname();
  const branch = useSearchParams().get("branch");
  const base = `/${language}/${slug}`;
  const current = partAt(path.slice(base.length + 1));
  const group = groupOf(current);
  const here = useTabInSight(path);
  const href = (part: string) => `${base}/${part}${branch ? `?branch=${encodeURIComponent(branch)}` : ""}`;
  return (
    <div ref={here} className="shrink-0 print:hidden">
      <Tabs
        label={t("nav.label")}
        current={group.key}
        className="px-2"
        items={GROUPS.map(({ key, parts: [first] }) => ({ key, label: t(`nav.${key}`), href: href(first.path) }))}
      />
      {group.parts.length > 1 && (
        <Tabs
          label={t(`nav.${group.key}`)}
          current={current}
          className="bg-grey-2 px-2 text-grid"
          items={group.parts.map(({ key, path }) => ({ key, label: t(`nav.${key}`), href: href(path) }))}
        />
      )}
    </div>
  );
}
