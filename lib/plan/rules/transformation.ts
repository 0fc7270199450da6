import { dayInWords } from "../day.ts";
import { pathSegment } from "../edit-path.ts";
import { resolveEvent } from "../resolve.ts";
import { missingField, type Transformation } from "../transformation.ts";
import { defineRule, type FindingTarget } from "./rule.ts";

function targetOf({ key }: Transformation, field?: string): FindingTarget {
  const path = `plan/settings/transformations/${pathSegment(key)}`;
  return { kind: "plan", id: "plan", name: key, path: field === undefined ? path : `${path}/${field}` };
}

/** Its last day is over: it mends nothing any more. */
export const expiredTransformation = defineRule({
  code: "expired_transformation",
  severity: "warning",
  en: "The transformation “{name}” ended on {detail}.",
  fr: "La transformation «\u00a0{name}\u00a0» a pris fin le {detail}.",
  hint: {
    en: "Remove it if the fix has reached everybody, or give it another day.",
    fr: "Supprimez-la si le correctif est partout, ou donnez-lui un autre jour.",
  },
  *find({ plan, today }) {
    for (const transformation of plan.settings.transformations) {
      const { key, until } = transformation;
      if (until >= today) continue;
      const fix = { command: "removeTransformation", key } as const;
      yield { target: targetOf(transformation, "until"), detail: dayInWords(until), fix };
    }
  },
});

/** It lacks what its operation needs: it does nothing. */
export const incompleteTransformation = defineRule({
  code: "incomplete_transformation",
  severity: "error",
  en: "The transformation “{name}” does nothing: its operation needs more.",
  fr: "La transformation «\u00a0{name}\u00a0» ne fait rien\u00a0: il manque à son opération de quoi agir.",
  hint: {
    en: "Name the property, the new name or type, or the values to map.",
    fr: "Nommez la propriété, le nouveau nom ou type, ou les valeurs à faire correspondre.",
  },
  *find({ plan }) {
    for (const transformation of plan.settings.transformations) {
      const field = missingField(transformation);
      if (field !== undefined) yield { target: targetOf(transformation, field) };
    }
  },
});

/** It turns events into what the plan does not know: none of them can conform. */
export const transformationToNothing = defineRule({
  code: "transformation_to_nothing",
  severity: "warning",
  en: "The transformation “{name}” leads to “{detail}”, which the plan does not know.",
  fr: "La transformation «\u00a0{name}\u00a0» mène à «\u00a0{detail}\u00a0», que le plan ne connaît pas.",
  hint: {
    en: "Write the name as the plan has it, or plan it.",
    fr: "Écrivez le nom tel que le plan le porte, ou prévoyez-le.",
  },
  *find({ plan }) {
    const { transformations } = plan.settings;
    for (const transformation of transformations) {
      const { operation, event, property = "", to } = transformation;
      if (to === undefined) continue;
      if (
        operation === "rename_event" &&
        !plan.events.some(({ name, formerNames }) => name === to || formerNames.includes(to))
      ) {
        // Another one may go on from there.
        if (!transformations.some((other) => other.operation === "rename_event" && other.event === to))
          yield { target: targetOf(transformation, "to"), detail: to };
      }
      if (operation !== "rename_property" || /[.[]/.test(property)) continue;
      const planned = plan.events.filter(({ name, formerNames }) => name === event || formerNames.includes(event));
      const isKnown = (one: (typeof planned)[number]): boolean =>
        one.open ||
        one.rawSchema !== undefined ||
        resolveEvent(plan, one).properties.some((item) => item.property.name === to) ||
        (one.variants?.cases.some(({ properties }) => properties.some(({ name }) => name === to)) ?? false);
      if (planned.length > 0 && !planned.some(isKnown)) yield { target: targetOf(transformation, "to"), detail: to };
    }
  },
});
