/** What a plan holds, as the chooser of a template lists it: each with what it refers to. */

import { factsOf } from "../../../../../../lib/plan/edit-check-object.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects } from "../../../../../../lib/plan/edit-tree.ts";
import type { Language, LocalizedText, Plan } from "../../../../../../lib/plan/plan.ts";
import type { HouseCohort } from "../../../../../../lib/template/house.ts";
import { nameOf } from "../../../../../../lib/template/house-place.ts";
import { namedIn } from "../../../../../../lib/template/house-select.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import type { Takeable } from "./house-shape.ts";

type Named = PlanObjects[ObjectKind] & { readonly displayName?: LocalizedText };

function labelsOf(object: Named, language: Language): Pick<Takeable, "name" | "about"> {
  if (typeof object.name !== "string") {
    return {
      name: localizedText(object.name, language, nameOf(object)),
      about: localizedText(object.description, language),
    };
  }
  const shown = localizedText(object.displayName ?? {}, language);
  return {
    name: shown || object.name,
    about: shown === "" ? localizedText(object.description, language) : object.name,
  };
}

/** Everything that can be taken, kind by kind; categories come along by themselves. */
export function takeables(plan: Plan, cohorts: readonly HouseCohort[], language: Language): readonly Takeable[] {
  const objects = OBJECT_KINDS.flatMap((kind) =>
    objectsOf(plan, kind).map((object): Takeable => {
      const { references } = factsOf(kind, object);
      const takes = references.filter((one) => one.kind !== "replacement").map(({ id }) => id);
      return { id: object.id, kind, ...labelsOf(object as Named, language), takes: [...new Set(takes)] };
    }),
  );
  const named = namedIn(plan);
  const saved = cohorts.map(({ key, name, description, criterion }): Takeable => {
    return { id: key, kind: "cohort", name, about: description, takes: named(criterion) };
  });
  return [...objects, ...saved];
}
