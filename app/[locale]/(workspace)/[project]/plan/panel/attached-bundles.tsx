"use client";

import { Unlink } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { typeText } from "../../../../../../lib/document/type-text.ts";
import type { Bundle, PlanEvent, Property } from "../../../../../../lib/plan/plan.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Button } from "../../../../../_ui/button.tsx";
import { className } from "../../../../../_ui/class-name.ts";
import { Combobox } from "../../../../../_ui/combobox.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { MoveButtons, moved } from "../editing/move-buttons.tsx";
import { newPlanId } from "../new-plan-id.ts";
import { PresenceControl, PresenceMark } from "../property/presence-control.tsx";
import { usePlanHref } from "../use-plan-href.ts";

/** The bundles an event carries: their properties are shown here and edited where they live. */
export function AttachedBundles({ event, bundles }: { event: PlanEvent; bundles: readonly Bundle[] }) {
  const t = useText("plan");
  const { facts, editable, commit, saving } = usePlanEditing();
  const [chosen, setChosen] = useState("");
  const free = facts.bundles.filter((one) => !event.bundles.includes(one.id));
  return (
    <section aria-label={t("bundle.attached")}>
      <h3 className="mb-1 font-medium text-grid">{t("bundle.attached")}</h3>
      {event.bundles.length === 0 && <p className="py-1 text-grey-7 text-grid">{t("bundle.noneAttached")}</p>}
      <div className="flex flex-col gap-2">
        {event.bundles.map((id, index) => {
          const bundle = bundles.find((one) => one.id === id);
          return bundle && <AttachedBundle key={id} event={event} bundle={bundle} index={index} all={bundles} />;
        })}
      </div>
      {editable && free.length > 0 && (
        <div className="mt-2 flex gap-2">
          <Combobox
            label={t("bundle.choose")}
            placeholder={t("bundle.choose")}
            empty={t("noMatch")}
            options={free.map((one) => ({ value: one.id, label: one.label }))}
            value={chosen}
            onChange={setChosen}
          />
          <Button
            disabled={!chosen || saving}
            onClick={async () => {
              if (await commit([{ command: "attachBundle", event: event.id, bundle: chosen }])) setChosen("");
            }}
          >
            {t("bundle.attach")}
          </Button>
        </div>
      )}
    </section>
  );
}

function AttachedBundle(props: { event: PlanEvent; bundle: Bundle; index: number; all: readonly Bundle[] }) {
  const { event, bundle, index, all } = props;
  const t = useText("plan");
  const href = usePlanHref();
  const { editable, commit } = usePlanEditing();
  const { bundles } = event;
  // Attaching again puts a bundle elsewhere: order decides which bundle's property of the same name counts.
  const moveTo = (before: string | null) =>
    void commit([
      { command: "detachBundle", event: event.id, bundle: bundle.id },
      { command: "attachBundle", event: event.id, bundle: bundle.id, before },
    ]);
  const hidden = hiddenNames(event, bundle, all);
  return (
    <div className="rounded border">
      <div className="flex items-center gap-1 px-2 py-1">
        <Link
          href={href("bundles", { bundle: bundle.id })}
          className="min-w-0 flex-1 truncate font-medium text-grid hover:underline"
        >
          {bundle.name}
        </Link>
        {editable && (
          <>
            <MoveButtons at={index} count={bundles.length} onMove={(by) => moveTo(moved(bundles, index, by))} />
            <Button
              tone="quiet"
              size="small-icon"
              aria-label={t("bundle.detach", { name: bundle.name })}
              onClick={() =>
                void commit([{ command: "detachBundle", event: event.id, bundle: bundle.id }], {
                  done: {
                    text: t("bundle.detached", { name: bundle.name }),
                    undo: [
                      {
                        command: "attachBundle",
                        event: event.id,
                        bundle: bundle.id,
                        before: bundles[index + 1] ?? null,
                      },
                    ],
                  },
                })
              }
            >
              <Unlink aria-hidden />
            </Button>
          </>
        )}
      </div>
      <ul className="border-t bg-grey-2">
        {bundle.properties.map((property) => (
          <BundledProperty key={property.id} event={event} property={property} hidden={hidden.has(property.name)} />
        ))}
      </ul>
    </div>
  );
}

/** Names of the bundle's properties that do not count here: the event's own or an earlier bundle's stand in their place. */
function hiddenNames(event: PlanEvent, bundle: Bundle, all: readonly Bundle[]): ReadonlySet<string> {
  const earlier = event.bundles.slice(0, event.bundles.indexOf(bundle.id));
  const before = all.filter(({ id }) => earlier.includes(id)).flatMap(({ properties }) => properties);
  return new Set([...event.properties, ...before].map(({ name }) => name));
}

/** A property that a bundle brings; an event may have one of its own in its place. */
function BundledProperty(props: { event: PlanEvent; property: Property; hidden: boolean }) {
  const t = useText("plan");
  const { editable, commit, saving } = usePlanEditing();
  const [open, setOpen] = useState(false);
  const { event, property, hidden } = props;
  const override = () =>
    void commit([
      {
        command: "addProperty",
        place: { in: "event", id: event.id },
        property: { ...property, id: newPlanId("prp") } as never,
      },
    ]);
  return (
    <li className="px-2 py-1 text-grid">
      <div className="flex min-h-8 items-center gap-2">
        <span className={className("min-w-0 flex-1 truncate font-mono", hidden && "text-grey-7 line-through")}>
          {property.name}
        </span>
        {hidden ? (
          <Badge tone="accent">{t("bundle.overridden")}</Badge>
        ) : (
          <span className="truncate text-grey-7">{typeText(property.type, t)}</span>
        )}
        {!hidden && (
          <>
            <PresenceMark event={event} property={property} />
            <Button
              tone="quiet"
              size="small"
              aria-expanded={open}
              aria-label={t("presence.of", { name: property.name })}
              onClick={() => setOpen(!open)}
            >
              {t("presence.open")}
            </Button>
          </>
        )}
        {editable && !hidden && (
          <Button
            tone="quiet"
            size="small"
            disabled={saving}
            aria-label={t("bundle.overrideOf", { name: property.name })}
            onClick={override}
          >
            {t("bundle.override")}
          </Button>
        )}
      </div>
      {open && !hidden && <PresenceControl event={event} property={property} />}
    </li>
  );
}
