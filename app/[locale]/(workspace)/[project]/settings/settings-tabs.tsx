"use client";

import { usePathname } from "next/navigation";
import { Tabs } from "../../../../_ui/tabs.tsx";
import { useLanguage, useText } from "../../../../_ui/text.tsx";
import { useTabInSight } from "../../../../_ui/use-tab-in-sight.ts";

const PAGES = [
  "project",
  "workspace",
  "members",
  "teams",
  "reviews",
  "tokens",
  "webhooks",
  "destinations",
  "notifications",
  "account",
  "privacy",
  "audit",
] as const;

export function SettingsTabs({ slug }: { slug: string }) {
  const t = useText("settings");
  const home = `/${useLanguage()}/${slug}/settings`;
  const segment = usePathname().split("/")[4] ?? "project";
  const here = useTabInSight(segment);
  return (
    <div ref={here} className="shrink-0">
      <Tabs
        label={t("tabs.label")}
        current={segment}
        className="px-4 pt-2"
        items={PAGES.map((key) => ({
          key,
          label: t(`tabs.${key}`),
          href: key === "project" ? home : `${home}/${key}`,
        }))}
      />
    </div>
  );
}
