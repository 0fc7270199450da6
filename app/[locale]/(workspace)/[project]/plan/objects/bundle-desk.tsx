"use client";

import { parseAsString, useQueryState } from "nuqs";
import { newBundle } from "../../../../../../lib/plan/new-object.ts";
import type { Bundle } from "../../../../../../lib/plan/plan.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import type { Choice } from "../editing/editing-context.tsx";
import { BUNDLE_FIELDS } from "../fields.ts";
import { newPlanId } from "../new-plan-id.ts";
import { PropertyEditor } from "../property/property-editor.tsx";
import { PropertyList } from "../property/property-list.tsx";
import { locateIn } from "../property/property-tree.ts";
import { EventLinks } from "./event-links.tsx";
import { ObjectDesk } from "./object-desk.tsx";
import { ObjectFields } from "./object-fields.tsx";
import { RemoveObject } from "./remove-object.tsx";

/** Lists of properties that events share. */
export function BundleDesk(props: { bundles: readonly Bundle[]; uses: Readonly<Record<string, readonly Choice[]>> }) {
  const t = useText("plan");
  const language = useLanguage();
  return (
    <ObjectDesk
      param="bundle"
      label={t("nav.bundles")}
      newLabel={t("bundle.new")}
      items={props.bundles.map((bundle) => ({
        id: bundle.id,
        title: bundle.name,
        detail: localizedText(bundle.description, language),
        count: `${t("count.properties", { count: bundle.properties.length })} · ${t("count.events", { count: props.uses[bundle.id]?.length ?? 0 })}`,
      }))}
      create={(name) => {
        const object = newBundle({ id: newPlanId("bdl"), name });
        return { id: object.id, edits: [{ command: "addObject", entry: { kind: "bundle", object: object as never } }] };
      }}
      empty={{ title: t("bundle.emptyTitle"), text: t("bundle.emptyText"), example: t("bundle.emptyExample") }}
      panelActions={(id, close) => {
        const bundle = props.bundles.find((one) => one.id === id);
        return bundle && <RemoveObject kind="bundle" object={bundle} name={bundle.name} onRemoved={close} />;
      }}
      panel={(id) => {
        const bundle = props.bundles.find((one) => one.id === id);
        return bundle && <BundlePanel bundle={bundle} uses={props.uses[id] ?? []} />;
      }}
    />
  );
}

function BundlePanel({ bundle, uses }: { bundle: Bundle; uses: readonly Choice[] }) {
  const t = useText("plan");
  const [open, setOpen] = useQueryState("property", parseAsString.withOptions({ history: "push", shallow: true }));
  const place = { in: "bundle", id: bundle.id } as const;
  const located = open ? locateIn(bundle.properties, place, open) : undefined;
  const show = (id: string | undefined) => void setOpen(id ?? null);
  if (located)
    return <PropertyEditor key={located.property.id} located={located} backLabel={bundle.name} onOpen={show} />;
  return (
    <ObjectFields subject={{ kind: "bundle", id: bundle.id }} object={bundle} table={BUNDLE_FIELDS}>
      <PropertyList place={place} properties={bundle.properties} onOpen={show} label={t("panel.properties")} />
      <EventLinks title={t("bundle.usedBy")} empty={t("bundle.unused")} events={uses} tab="properties" />
    </ObjectFields>
  );
}
