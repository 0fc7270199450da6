"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { Tabs } from "../../../../_ui/tabs.tsx";
import { useLanguage, useText } from "../../../../_ui/text.tsx";
import { PARTS, partAt } from "./plan-part.ts";

/** The parts of the plan, on the branch one looks at. */
export function PlanNav({ slug }: { slug: string }) {
  const t = useText("plan");
  const language = useLanguage();
  const path = usePathname();
  const branch = useSearchParams().get("branch");
  const base = `/${language}/${slug}`;
  const rest = path.slice(base.length + 1);
  const current = partAt(rest);
  const here = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the part one is at changes with the path.
  useEffect(() => {
    here.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [path]);
  return (
    <div ref={here} className="shrink-0 print:hidden">
      <Tabs
        label={t("nav.label")}
        current={current}
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
