"use client";

import { ChevronDown, ChevronRight, Ellipsis, Star } from "lucide-react";
import type { ComponentProps } from "react";
import type { KpiNode } from "../../../../../../../lib/plan/kpi-tree.ts";
import type { Language } from "../../../../../../../lib/plan/plan.ts";
import { EVENT_ROLE_WORDS, PROPERTY_ROLE_WORDS } from "../../../../../../../lib/plan/role-word.ts";
import { Badge } from "../../../../../../_ui/badge.tsx";
import { Button } from "../../../../../../_ui/button.tsx";
import { className } from "../../../../../../_ui/class-name.ts";
import { localizedText } from "../../../../../../_ui/localized-text.ts";
import { Menu, MenuItem } from "../../../../../../_ui/menu.tsx";
import { useLanguage, useText } from "../../../../../../_ui/text.tsx";
import type { TreeRow } from "./tree-rows.ts";

interface RowActs {
  readonly turn: () => void;
  readonly open: () => void;
  /** Absent where nothing may be moved. */
  readonly moveUnder?: () => void;
  readonly moveOut?: () => void;
}

/** What a line is called; the group of loose metrics has no name of its own. */
export function useNodeName(): (node: KpiNode) => string {
  const t = useText("kpi");
  const language = useLanguage();
  return (node) => (node.kind === "loose" ? t("loose") : localizedText(node.name, language, node.id));
}

function roleWord(role: string, language: Language): string {
  return { ...EVENT_ROLE_WORDS, ...PROPERTY_ROLE_WORDS }[role as keyof typeof EVENT_ROLE_WORDS]?.[language] ?? role;
}

/** One line of the tree. */
export function KpiRow({ row, acts, line }: { row: TreeRow; acts: RowActs; line: ComponentProps<"div"> }) {
  const t = useText("kpi");
  const language = useLanguage();
  const { node, level, open } = row;
  const name = useNodeName()(node);
  const Turn = open ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of a line come with `line`.
    <div
      {...line}
      tabIndex={line.tabIndex}
      role="treeitem"
      aria-level={level}
      aria-setsize={row.beside.length}
      aria-posinset={row.position}
      aria-expanded={node.children.length === 0 ? undefined : open}
      aria-selected={false}
      data-id={node.id}
      onClick={(event) => {
        if ((event.target as Element).closest("button,[role=menu]") === null) acts.open();
      }}
      className="group flex min-h-8 cursor-pointer items-start gap-x-2 border-b py-1 pr-1 text-grid outline-offset-[-2px] hover:bg-grey-2 print:break-inside-avoid"
      style={{ paddingLeft: `${(level - 1) * 1.25 + 0.25}rem` }}
    >
      {node.children.length === 0 ? (
        <span className="size-6 shrink-0" />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: for pointers; keys turn the line itself.
        // biome-ignore lint/a11y/useKeyWithClickEvents: for pointers; keys turn the line itself.
        <span
          className="grid size-6 shrink-0 place-items-center text-grey-7"
          onClick={(event) => {
            event.stopPropagation();
            acts.turn();
          }}
        >
          <Turn aria-hidden className="size-4" />
        </span>
      )}
      {/* What does not fit on one line goes on under its beginning, so that levels are told apart. */}
      <div className="flex min-h-6 min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-0.5">
        {node.kind !== "loose" && (
          <span className="w-20 shrink-0 text-grey-7 text-label">{t(`kind.${node.kind}`)}</span>
        )}
        <span
          className={className(
            "min-w-0 break-words",
            node.code && "font-mono",
            node.kind === "decision" && "font-semibold",
            node.kind === "metric" && "font-medium",
          )}
        >
          {name}
        </span>
        {node.critical && (
          <span className="inline-flex items-center gap-1 text-grey-9 text-label">
            <Star aria-hidden className="size-3.5" />
            {t("critical")}
          </span>
        )}
        {node.roles?.map((role) => (
          <Badge key={role}>{roleWord(role, language)}</Badge>
        ))}
        {node.gaps.map((gap) => (
          <Badge key={gap} tone="warning">
            {t(`gap.${gap}`)}
          </Badge>
        ))}
        {node.owner && <span className="text-grey-7 text-label sm:ml-auto">{t("owner", { owner: node.owner })}</span>}
      </div>
      {acts.moveUnder && (
        <span className="shrink-0 print:hidden">
          <Menu
            align="end"
            trigger={
              <Button size="small" tone="quiet" tabIndex={-1} aria-label={t("actsOf", { name })}>
                <Ellipsis aria-hidden />
              </Button>
            }
          >
            <MenuItem onSelect={acts.open}>{t("open")}</MenuItem>
            <MenuItem onSelect={acts.moveUnder}>{t("moveUnder")}</MenuItem>
            {acts.moveOut && row.parent && (
              <MenuItem onSelect={acts.moveOut}>
                {t("moveOut", { name: localizedText(row.parent.node.name, language, row.parent.node.id) })}
              </MenuItem>
            )}
          </Menu>
        </span>
      )}
    </div>
  );
}
