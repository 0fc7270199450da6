"use client";

import { GitBranch } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { Badge } from "../_ui/badge.tsx";
import { Button } from "../_ui/button.tsx";
import { className } from "../_ui/class-name.ts";
import { Menu, MenuLabel, MenuLink, MenuSeparator } from "../_ui/menu.tsx";
import { useLanguage, useText } from "../_ui/text.tsx";

export interface BranchChoice {
  readonly name: string;
  readonly title: string;
  readonly state: "main" | "draft" | "ready" | "changes_requested" | "approved" | "merged" | "closed";
}

/** The branch one looks at, with its state. It is part of the address (`?branch=`); no branch in the address is `main`. */
export function BranchMenu(props: { slug: string; branches: readonly BranchChoice[] }) {
  const t = useText("shell");
  const language = useLanguage();
  const path = usePathname();
  const params = useSearchParams();
  const current = params.get("branch") ?? "main";
  const branch = props.branches.find((one) => one.name === current);
  const base = `/${language}/${props.slug}`;
  const stay = path.startsWith(`${base}/plan`) ? path : `${base}/plan`;
  function hrefOf(name: string): string {
    const next = new URLSearchParams(stay === path ? params : undefined);
    if (name === "main") next.delete("branch");
    else next.set("branch", name);
    const query = next.toString();
    return query ? `${stay}?${query}` : stay;
  }
  const over = (one: BranchChoice) => one.state === "merged" || one.state === "closed";
  const shown = props.branches.filter((one) => !over(one) || one.name === current);
  return (
    <Menu
      trigger={
        <Button aria-label={t("branch.label", { name: current })} className="min-w-0 shrink px-2">
          <GitBranch aria-hidden />
          <span className={className("truncate font-mono text-grid", current === "main" && "max-sm:sr-only")}>
            {current}
          </span>
          {branch && branch.state !== "main" && (
            <Badge tone="accent" className="max-sm:hidden">
              {t(`branch.${branch.state}`)}
            </Badge>
          )}
        </Button>
      }
    >
      <MenuLabel>{t("branch.title")}</MenuLabel>
      {shown.map((one) => (
        <MenuLink key={one.name} href={hrefOf(one.name)} current={one.name === current}>
          <span className="min-w-0 flex-1 break-words">
            <span className="font-mono text-grid">{one.name}</span>
            {one.title && <span className="block text-grey-7 text-label">{one.title}</span>}
          </span>
          {one.state !== "main" && <Badge>{t(`branch.${one.state}`)}</Badge>}
        </MenuLink>
      ))}
      <MenuSeparator />
      <MenuLink href={`${base}/plan/branches`}>{t("branch.all")}</MenuLink>
    </Menu>
  );
}
