"use client";

import { ChevronDown, Trash2, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Confirm } from "../../../../../_ui/confirm.tsx";
import { Menu, MenuItem } from "../../../../../_ui/menu.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { FollowButton } from "../../notifications/follow-button.tsx";
import { usePlanEditing, type Within } from "../editing/editing-context.tsx";
import { chosenKey } from "../templates/house-shape.ts";
import { usePlanHref } from "../use-plan-href.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import { BULK_FIELDS, type BulkField, removalEdits } from "./bulk-edit.ts";
import type { EventRow } from "./event-row.ts";
import type { ApplyRows } from "./use-row-edits.ts";

/** Fields that have a button of their own; the others are in a menu. */
const FIRST: readonly BulkField[] = ["owner", "category", "tags", "status"];

const NAMES_SHOWN = 5;

/** Takes the checked events to the chooser of a new template: an address would not hold a thousand of them. */
function SaveAsTemplate({ rows }: { rows: readonly EventRow[] }) {
  const g = useText("grid");
  const router = useRouter();
  const href = usePlanHref();
  const { slug } = usePlanEditing();
  function choose() {
    sessionStorage.setItem(chosenKey(slug), JSON.stringify(rows.map(({ id }) => id)));
    router.push(href("templates/save"));
  }
  return (
    <Button size="small" onClick={choose}>
      {g("bulk.template")}
    </Button>
  );
}

/** What can be done with all checked events at once. */
export function BulkBar(props: {
  rows: readonly EventRow[];
  /** How many of them the filters hide. */
  hidden: number;
  editable: boolean;
  apply: ApplyRows;
  onClear: () => void;
}) {
  const t = useText("plan");
  const g = useText("grid");
  const { rows } = props;
  const [field, setField] = useState<BulkField>();
  const [removing, setRemoving] = useState<Within>();
  const { commit, begin, slug } = usePlanEditing();
  const [one, ...others] = rows;
  const labelOf = (one: BulkField) => t(one === "deprecation" ? "field.deprecation" : `column.${one}`);
  async function remove() {
    const what = g("bulk.removed", { count: rows.length });
    if (await removing?.(() => commit(removalEdits(rows), { what }))) props.onClear();
  }
  const names = rows.slice(0, NAMES_SHOWN).map(({ name }) => name);
  return (
    <section
      aria-label={g("bulk.label")}
      className="flex flex-wrap items-center gap-2 border-t bg-accent-2 px-4 py-1 text-grid"
    >
      <span role="status" className="font-medium">
        {g("bulk.selected", { count: rows.length })}
        {props.hidden > 0 && (
          <span className="ml-1 font-normal text-grey-8">({g("bulk.hidden", { count: props.hidden })})</span>
        )}
      </span>
      {props.editable && (
        <>
          {FIRST.map((one) => (
            <Button key={one} size="small" onClick={() => setField(one)}>
              {labelOf(one)}
            </Button>
          ))}
          <Menu
            trigger={
              <Button size="small">
                {g("bulk.more")}
                <ChevronDown aria-hidden />
              </Button>
            }
          >
            {BULK_FIELDS.filter((one) => !FIRST.includes(one)).map((one) => (
              <MenuItem key={one} onSelect={() => setField(one)}>
                {labelOf(one)}
              </MenuItem>
            ))}
          </Menu>
          <Button size="small" onClick={() => setRemoving(() => begin())}>
            <Trash2 aria-hidden />
            {g("bulk.remove")}
          </Button>
        </>
      )}
      <SaveAsTemplate rows={rows} />
      {one && others.length === 0 && (
        <FollowButton key={one.id} slug={slug} kind="event" target={one.id} name={one.name} />
      )}
      <Button size="small" tone="quiet" className="ml-auto" onClick={props.onClear}>
        <X aria-hidden />
        {g("bulk.clear")}
      </Button>
      {field && <BulkDialog field={field} rows={rows} apply={props.apply} onClose={() => setField(undefined)} />}
      <Confirm
        open={removing !== undefined}
        onOpenChange={(open) => !open && setRemoving(undefined)}
        title={g("bulk.removeTitle", { count: rows.length })}
        description={g("bulk.removeText")}
        verb={g("bulk.remove")}
        onConfirm={remove}
      >
        <p className="break-words">
          <span className="font-mono">{names.join(", ")}</span>{" "}
          {rows.length > names.length && g("bulk.andMore", { count: rows.length - names.length })}
        </p>
      </Confirm>
    </section>
  );
}
