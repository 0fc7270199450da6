import type { Edit } from "../edit.ts";
import type { Deprecation, Status } from "../plan.ts";
import { eventTarget, propertyTarget } from "./facts.ts";
import { nearNames } from "./near-name.ts";
import { defineRule } from "./rule.ts";

function saysNothing(deprecation: Deprecation | undefined): boolean {
  if (deprecation === undefined) return true;
  return (
    deprecation.replacementId === undefined && deprecation.text.en === undefined && deprecation.text.fr === undefined
  );
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

interface Replaceable {
  readonly id: string;
  readonly name: string;
  readonly status: Status;
}

/** Names the active object beside it whose name holds the same words, or is a slip away, as the one to use. */
function namedInstead(
  target: Extract<Edit, { command: "deprecate" }>["target"],
  object: Replaceable,
  others: readonly Replaceable[],
): { readonly fix?: Edit } {
  const active = others.filter(({ id, status }) => status === "active" && id !== object.id);
  const names = [object, ...active].map((item) => ({ name: item.name, item }));
  const near = [...nearNames(names, { plurals: true, shortest: 5, synonyms: [] })];
  const found = near.find(([first]) => first.item === object)?.[1].item;
  if (found === undefined) return {};
  return { fix: { command: "deprecate", target, changes: { replacementId: found.id } } };
}

/** Deprecated without saying why or what to use. */
export const deprecatedWithoutAdvice = defineRule({
  code: "deprecated_without_advice",
  severity: "warning",
  en: "“{name}” is deprecated, but nothing says why or what to use instead.",
  fr: "« {name} » est déprécié, mais rien ne dit pourquoi ni quoi utiliser à la place.",
  hint: {
    en: "Add a text or name the replacement: it is what developers read in their editor.",
    fr: "Ajoutez un texte ou nommez le remplaçant : c’est ce que les développeurs lisent dans leur éditeur.",
  },
  *find({ plan, properties }) {
    for (const event of plan.events) {
      if (event.status !== "deprecated" || !saysNothing(event.deprecation)) continue;
      const { id } = event;
      const others = plan.events.filter((other) => other.callType === event.callType);
      yield { target: eventTarget(event, "deprecation"), ...namedInstead({ kind: "event", id }, event, others) };
    }
    for (const placed of properties) {
      const { status, deprecation } = placed.property;
      if (status !== "deprecated" || !saysNothing(deprecation)) continue;
      const { place, property, path } = placed;
      const beside = properties.filter((other) => parentOf(other.path) === parentOf(path));
      const fix = namedInstead(
        { kind: "property", place, id: property.id },
        property,
        beside.map((one) => one.property),
      );
      yield { target: propertyTarget(placed, "deprecation"), name: placed.name, ...fix };
    }
  },
});

/** Deprecated properties that senders must still fill. */
export const deprecatedButRequired = defineRule({
  code: "deprecated_but_required",
  severity: "warning",
  objectwise: true,
  en: "“{name}” is deprecated and still required.",
  fr: "« {name} » est dépréciée et encore obligatoire.",
  hint: {
    en: "Make it optional first, so that senders can stop filling it.",
    fr: "Rendez-la d’abord facultative, pour que les émetteurs puissent cesser de la remplir.",
  },
  *find({ properties, discriminators }) {
    for (const placed of properties) {
      const { id, status, required } = placed.property;
      if (status !== "deprecated" || !required) continue;
      const fix = discriminators.has(id)
        ? {}
        : { fix: { command: "updateProperty" as const, place: placed.place, id, changes: { required: false } } };
      yield { target: propertyTarget(placed, "required"), name: placed.name, ...fix };
    }
  },
});
