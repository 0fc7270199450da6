"use client";

import { ChevronDown, Search, X } from "lucide-react";
import type { RefObject } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { Menu, MenuChoice } from "../../../../../_ui/menu.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { type ChoiceFilter, isFiltered, NONE } from "./row-filter.ts";
import type { GridView } from "./use-grid-view.ts";

const CHOICES: readonly ChoiceFilter[] = ["category", "status", "owner", "tag", "source", "call"];

/** Search and filters of the grid, and how many events they leave. */
export function FilterBar(props: {
  view: GridView;
  choices: Readonly<Record<ChoiceFilter, readonly string[]>>;
  categories: ReadonlyMap<string, string>;
  search: RefObject<HTMLInputElement | null>;
}) {
  const t = useText("plan");
  const { view } = props;
  const { filter } = view;
  const labelOf = (kind: ChoiceFilter, value: string): string => {
    if (value === NONE) return t("filter.none");
    if (kind === "category") return props.categories.get(value) ?? value;
    return kind === "status" ? t(`status.${value}` as "status.draft") : value;
  };
  return (
    <search aria-label={t("filter.label")} className="flex flex-wrap items-center gap-2 px-4 pb-2">
      <div className="relative w-64 max-sm:w-full">
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
      {CHOICES.map((kind) => (
        <ChoiceMenu
          key={kind}
          label={t(`filter.${kind}`)}
          values={props.choices[kind]}
          chosen={filter[kind]}
          labelOf={(value) => labelOf(kind, value)}
          onChange={(chosen) => view.setFilter({ [kind]: chosen })}
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
    </search>
  );
}

function ChoiceMenu(props: {
  label: string;
  values: readonly string[];
  chosen: readonly string[];
  labelOf: (value: string) => string;
  onChange: (chosen: readonly string[]) => void;
}) {
  const format = useFormatter();
  const { chosen } = props;
  if (props.values.length === 0) return null;
  return (
    <Menu
      trigger={
        <Button size="small" tone={chosen.length > 0 ? "primary" : "plain"}>
          {props.label}
          {chosen.length > 0 && <span>({format.number(chosen.length)})</span>}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {props.values.slice(0, 200).map((value) => (
        <MenuChoice
          key={value}
          keepOpen
          checked={chosen.includes(value)}
          onSelect={() =>
            props.onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
          }
        >
          {props.labelOf(value)}
        </MenuChoice>
      ))}
    </Menu>
  );
}
