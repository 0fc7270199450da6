"use client";

import { ChevronLeft } from "lucide-react";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import type { PropertyPlace } from "../../../../../../lib/plan/edit-path.ts";
import type { PlanEvent, Property, TraitProperty } from "../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { FieldControl } from "../editing/field-control.tsx";
import { FieldNotes } from "../editing/field-notes.tsx";
import { SiblingsContext } from "../editing/siblings.tsx";
import { useAhead } from "../editing/use-ahead.ts";
import { type Subject, subjectPath } from "../field-edits.ts";
import { fieldsIn, PROPERTY_FIELDS } from "../fields.ts";
import { WithHistory } from "../history/field-history.tsx";
import { RenewalButton } from "../panel/renewal-button.tsx";
import { PresenceControl } from "./presence-control.tsx";
import { inside, type Located } from "./property-tree.ts";
import { TypeEditor } from "./type-editor.tsx";

const SECTIONS = ["naming", "shape", "meaning", "privacy", "ownership", "lifecycle"] as const;

/** Traits have a segment kind and are never required; other properties the reverse. */
function applies(field: string, place: PropertyPlace): boolean {
  const trait = (place.in === "user" || place.in === "group") && (place.path ?? []).length === 0;
  if (field === "required") return !trait;
  if (field === "segmentKind") return trait;
  return true;
}

/** Everything the plan says about one property. */
export function PropertyEditor(props: {
  located: Located;
  /** The event that shows the property, where there is one. */
  event?: PlanEvent | undefined;
  /** Words of the way back, and where it and the trail lead. */
  backLabel: string;
  /** The panel already says which property this is, and closing it is the way back. */
  titled?: boolean;
  onOpen: (id: string | undefined) => void;
}) {
  const t = useText("plan");
  const { property, place, trail, siblings } = props.located;
  const subject: Subject = { kind: "property", place, id: property.id };
  const path = subjectPath(subject);
  const values = property as TraitProperty;

  return (
    <SiblingsContext
      value={siblings.filter((one) => one.id !== property.id).map((one) => ({ id: one.id, label: one.name }))}
    >
      {(!props.titled || trail.length > 0) && (
        <nav aria-label={t("property.trail")} className="mb-3 flex flex-wrap items-center gap-1 text-grid">
          <Button tone="quiet" size="small" onClick={() => props.onOpen(undefined)}>
            <ChevronLeft aria-hidden />
            {props.backLabel}
          </Button>
          {trail.map((one: Property) => (
            <Button key={one.id} tone="quiet" size="small" className="font-mono" onClick={() => props.onOpen(one.id)}>
              {one.name}
            </Button>
          ))}
        </nav>
      )}
      {!props.titled && <h3 className="mb-3 break-words font-mono font-semibold">{property.name}</h3>}
      <div className="flex flex-col gap-5">
        <FieldNotes path={path} />
        {SECTIONS.map((section) => (
          <div key={section} className="flex flex-col gap-4">
            {fieldsIn(PROPERTY_FIELDS, section)
              .filter((field) => applies(field, place))
              .map((field) => (
                <FieldControl
                  key={`${property.id} ${field}`}
                  subject={subject}
                  field={field}
                  spec={PROPERTY_FIELDS[field]}
                  value={values[field]}
                />
              ))}
            {section === "lifecycle" && property.expiresOn !== undefined && (
              <div>
                <RenewalButton path={path} />
              </div>
            )}
            {section === "shape" && props.event !== undefined && trail.length === 0 && (
              <PresenceControl event={props.event} property={property} />
            )}
            {section === "shape" && (
              <OwnType key={property.id} property={property} place={place} onOpen={props.onOpen} />
            )}
          </div>
        ))}
        <p className="break-all text-grey-7 text-label">{t("idOf", { id: property.id })}</p>
      </div>
    </SiblingsContext>
  );
}

/** What is nested in a type is saved with all of it: of two changes at once, the second is made on top of the first. */
function OwnType(props: { property: Property; place: PropertyPlace; onOpen: (id: string | undefined) => void }) {
  const t = useText("plan");
  const { editable, commit } = usePlanEditing();
  const { property, place } = props;
  const subject: Subject = { kind: "property", place, id: property.id };
  function save(changes: object) {
    return commit([{ command: "updateProperty", place, id: property.id, changes } as Edit]);
  }
  const [type, choose] = useAhead(property.type, (next) => save({ type: next }));
  return (
    <WithHistory subject={subject} field="type" label={t("field.type")} value={property.type} optional={false}>
      <TypeEditor
        type={type}
        disabled={!editable}
        path={`${subjectPath(subject)}/type`}
        onChange={choose}
        onConstraint={(name, value) => save({ constraints: { [name]: value ?? null } })}
        nested={{ place: inside(place, property.id), onOpen: props.onOpen }}
      />
    </WithHistory>
  );
}
