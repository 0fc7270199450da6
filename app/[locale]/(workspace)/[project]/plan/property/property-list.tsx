"use client";

import { Ellipsis, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { typeText } from "../../../../../../lib/document/type-text.ts";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import type { PropertyPlace } from "../../../../../../lib/plan/edit-path.ts";
import { newProperty } from "../../../../../../lib/plan/new-object.ts";
import type { PlanEvent, Property, PropertyType } from "../../../../../../lib/plan/plan.ts";
import { exceptionsOf } from "../../../../../../lib/plan/presence.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Button } from "../../../../../_ui/button.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../../../../_ui/menu.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { placePathOf } from "../field-edits.ts";
import { TYPE_KINDS } from "../fields.ts";
import { FindingMark } from "../finding-mark.tsx";
import { SEVERITIES } from "../grid/event-row.ts";
import { newPlanId } from "../new-plan-id.ts";
import { PresenceMark } from "./presence-control.tsx";
import { inside, nestedList } from "./property-tree.ts";
import { asKind } from "./type-change.ts";

interface PropertyListProps {
  readonly place: PropertyPlace;
  readonly properties: readonly Property[];
  readonly onOpen: (id: string) => void;
  readonly label: string;
  /** Whose properties they are, where several lists of one label stand on a page. */
  readonly about?: string;
  /** The event that shows them, where there is one. */
  readonly event?: PlanEvent;
  /** Users and group types hold traits, which are never required. */
  readonly traits?: boolean;
  readonly empty?: string;
  /** Directly under the heading of the page. */
  readonly top?: boolean;
}

/** A list of properties with what is nested in them: open, move, remove, add. */
export function PropertyList(props: PropertyListProps) {
  const t = useText("plan");
  const { editable } = usePlanEditing();
  const Heading = props.top ? "h2" : "h3";
  return (
    <section aria-label={[props.label, props.about].filter(Boolean).join(" · ")} className="min-w-0">
      <Heading className="mb-1 font-medium text-grid">{props.label}</Heading>
      {props.properties.length === 0 ? (
        <p className="py-1 text-grey-7 text-grid">{props.empty ?? t("property.none")}</p>
      ) : (
        <ul className="rounded border">
          <Rows {...props} depth={0} />
        </ul>
      )}
      {editable && <AddProperty place={props.place} />}
    </section>
  );
}

function Rows(props: PropertyListProps & { depth: number }) {
  return props.properties.map((property, index) => {
    const below = nestedList(property.type);
    return (
      <li key={property.id} className="border-t first:border-t-0">
        <Row {...props} property={property} index={index} />
        {below && below.length > 0 && (
          <ul className="border-t bg-grey-2">
            <Rows
              {...props}
              place={inside(props.place, property.id)}
              properties={below}
              depth={props.depth + 1}
              traits={false}
            />
          </ul>
        )}
      </li>
    );
  });
}

function Row(props: PropertyListProps & { depth: number; property: Property; index: number }) {
  const t = useText("plan");
  const { findings, editable, commit } = usePlanEditing();
  const { property, place, index, properties } = props;
  const path = `${placePathOf(place)}/${property.id}`;
  const own = findings.filter((finding) => finding.path === path || finding.path.startsWith(`${path}/`));
  const worst = SEVERITIES.find((severity) => own.some((finding) => finding.severity === severity));
  const before = (at: number) => properties[at]?.id ?? null;
  return (
    <div className="flex min-h-8 items-center gap-2 px-2 text-grid" style={{ paddingLeft: 8 + 16 * props.depth }}>
      <button
        type="button"
        onClick={() => props.onOpen(property.id)}
        className="min-w-0 flex-1 truncate py-1.5 text-left font-mono hover:underline"
      >
        {property.name}
      </button>
      {worst && <FindingMark severity={worst} label={t("finding.count", { count: own.length })} />}
      {property.status !== "active" && <Badge>{t(`status.${property.status}`)}</Badge>}
      {props.event !== undefined && props.depth === 0 && <PresenceMark event={props.event} property={property} />}
      <span className="max-w-[45%] truncate text-grey-7">{typeText(property.type, t)}</span>
      {!props.traits && (
        <span className="w-16 shrink-0 text-right text-grey-7 text-label">
          {property.required ? t("property.required") : t("property.optional")}
        </span>
      )}
      {editable && (
        <Menu
          align="end"
          trigger={
            <Button tone="quiet" size="small-icon" aria-label={t("property.actions", { name: property.name })}>
              <Ellipsis aria-hidden />
            </Button>
          }
        >
          <MenuItem onSelect={() => props.onOpen(property.id)}>{t("open")}</MenuItem>
          <MenuItem
            disabled={index === 0}
            onSelect={() =>
              void commit([{ command: "moveProperty", place, id: property.id, before: before(index - 1) }])
            }
          >
            {t("moveUp")}
          </MenuItem>
          <MenuItem
            disabled={index === properties.length - 1}
            onSelect={() =>
              void commit([{ command: "moveProperty", place, id: property.id, before: before(index + 2) }])
            }
          >
            {t("moveDown")}
          </MenuItem>
          <MenuSeparator />
          <MenuItem
            tone="danger"
            onSelect={() =>
              void commit([{ command: "removeProperty", place, id: property.id }], {
                done: {
                  text: t("property.removed", { name: property.name }),
                  undo: [
                    { command: "addProperty", place, property: property as never, before: before(index + 1) },
                    ...exceptionEdits(props.event, property),
                  ],
                },
              })
            }
          >
            {t("remove")}
          </MenuItem>
        </Menu>
      )}
    </div>
  );
}

/** What brings back how sources sent a property that comes back. */
function exceptionEdits(event: PlanEvent | undefined, property: Property): Edit[] {
  if (event === undefined) return [];
  return exceptionsOf(event, property.id).map((exception) => ({
    command: "setPresence",
    event: event.id,
    ...exception,
  }));
}

/** Adds a property by name and kind of type; the rest is filled in its editor. */
function AddProperty({ place }: { place: PropertyPlace }) {
  const t = useText("plan");
  const { commit, saving } = usePlanEditing();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<PropertyType["kind"]>("string");
  async function add(event: FormEvent) {
    event.preventDefault();
    const trimmed = name.trim();
    if (!trimmed) return;
    const property = newProperty({ id: newPlanId("prp"), name: trimmed, type: asKind({ kind: "null" }, kind) });
    if (await commit([{ command: "addProperty", place, property: property as never }])) setName("");
  }
  return (
    <form onSubmit={add} className="mt-2 flex flex-wrap gap-2">
      <Input
        code
        aria-label={t("property.newName")}
        placeholder={t("property.newName")}
        value={name}
        onChange={(event) => setName(event.target.value)}
        className="w-auto flex-1 max-sm:basis-full"
      />
      <Select
        aria-label={t("property.newType")}
        value={kind}
        options={TYPE_KINDS.map((one) => ({ value: one, label: t(`type.${one}`) }))}
        onChange={(event) => setKind(event.target.value as PropertyType["kind"])}
        className="w-36 max-sm:flex-1"
      />
      <Button type="submit" disabled={saving || name.trim() === ""}>
        <Plus aria-hidden />
        {t("property.add")}
      </Button>
    </form>
  );
}
