"use client";

import { ChevronDown, Search, X } from "lucide-react";
import { memo, type ReactNode, type RefObject } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { Menu, MenuChoice } from "../../../../../_ui/menu.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { type ChoiceFilter, isFiltered, NONE } from "./row-filter.ts";
import type { GridView } from "./use-grid-view.ts";

/** More than these are found by the search. */
const MOST = 200;
const CHOICES: readonly ChoiceFilter[] = ["category", "status", "owner", "tag", "source", "call"];

/** Beside an open panel, one row that scrolls rather than three that push the grid down. */
const ROW = "lg:@max-3xl:flex-nowrap lg:@max-3xl:pt-1 lg:@max-3xl:overflow-x-auto lg:@max-3xl:*:shrink-0";

/** Search and filters of the grid, and how many events they leave. */
export function FilterBar(props: {
  view: GridView;
  choices: Readonly<Record<ChoiceFilter, readonly string[]>>;
  categories: ReadonlyMap<string, string>;
  search: RefObject<HTMLInputElement | null>;
  /** What stands before the filters. */
  children?: ReactNode;
}) {
  const t = useText("plan");
  const { view } = props;
  const { filter } = view;
  return (
    <search aria-label={t("filter.label")} className="@container">
      <div className={`${ROW} flex flex-wrap items-center gap-2 px-4 pb-2`}>
        <div className="relative w-60 max-sm:w-full">
          <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-grey-7" />
          <Input
            ref={props.search}
            type="search"
            aria-label={t("filter.search")}
            aria-keyshortcuts="/"
            placeholder={t("filter.search")}
            value={filter.q}
            onChange={(event) => view.setFilter({ q: event.target.value })}
            className="pl-8"
          />
        </div>
        {props.children}
        {CHOICES.map((kind) => (
          <ChoiceMenu
            key={kind}
            kind={kind}
            values={props.choices[kind]}
            chosen={filter[kind]}
            categories={props.categories}
            setFilter={view.setFilter}
          />
        ))}
        {(["critical", "findings"] as const).map((flag) => (
          <Button
            key={flag}
            size="small"
            tone={filter[flag] ? "primary" : "plain"}
            aria-pressed={filter[flag]}
            onClick={() => view.setFilter({ [flag]: !filter[flag] })}
          >
            {t(`filter.${flag}`)}
          </Button>
        ))}
        {isFiltered(filter) && (
          <Button size="small" tone="quiet" onClick={view.clearFilter}>
            <X aria-hidden />
            {t("filter.clear")}
          </Button>
        )}
      </div>
    </search>
  );
}

interface ChoiceMenuProps {
  readonly kind: ChoiceFilter;
  readonly values: readonly string[];
  readonly chosen: readonly string[];
  readonly categories: ReadonlyMap<string, string>;
  readonly setFilter: GridView["setFilter"];
}

/** Several values of one kind. Drawn anew only when its own choices change, so that typing in the search stays quick. */
const ChoiceMenu = memo(function ChoiceMenu({ kind, values, chosen, categories, setFilter }: ChoiceMenuProps) {
  const t = useText("plan");
  const format = useFormatter();
  if (values.length === 0) return null;
  const labelOf = (value: string): string => {
    if (value === NONE) return t("filter.none");
    if (kind === "category") return categories.get(value) ?? value;
    return kind === "status" ? t(`status.${value}` as "status.draft") : value;
  };
  return (
    <Menu
      trigger={
        <Button size="small" tone={chosen.length > 0 ? "primary" : "plain"}>
          {t(`filter.${kind}`)}
          {chosen.length > 0 && <span>({format.number(chosen.length)})</span>}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {values.slice(0, MOST).map((value) => (
        <MenuChoice
          key={value}
          keepOpen
          checked={chosen.includes(value)}
          onSelect={() =>
            setFilter({ [kind]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] })
          }
        >
          {labelOf(value)}
        </MenuChoice>
      ))}
    </Menu>
  );
});
