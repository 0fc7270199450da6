/** What a plan document must hold beyond its shape: unique ids and names, references that lead somewhere. */

import { nearestName } from "../../plan/find.ts";
import { isIdentifier } from "../../plan/names.ts";
import type { LocalizedText, Plan, PlanEvent, Property, PropertyType, Serves, VariantCase } from "../../plan/plan.ts";
import { presenceKey } from "../../plan/presence.ts";
import type { Bilingual } from "../format.ts";
import { type Problem, shown } from "../problem.ts";

type Path = readonly PropertyKey[];

/** What is named there is neither an id nor a name of the plan. */
export function unknownReference(reference: string, names: readonly string[], path: Path): Problem {
  const nearest = nearestName(reference, names);
  const quoted = nearest === undefined ? undefined : shown(nearest);
  return {
    path,
    code: "unknown_reference",
    message: {
      en: `${shown(reference)} names nothing in this plan.`,
      fr: `${shown(reference)} ne désigne rien dans ce plan.`,
    },
    ...(quoted === undefined ? {} : { expected: { en: `perhaps ${quoted}`, fr: `peut-être ${quoted}` } }),
  };
}

class Check {
  readonly problems: Problem[] = [];
  private readonly ids = new Map<string, Path>();

  report(path: Path, code: string, message: Bilingual, expected?: Bilingual): void {
    this.problems.push({ path, code, message, ...(expected === undefined ? {} : { expected }) });
  }

  id(id: string, path: Path): void {
    if (this.ids.has(id)) {
      this.report([...path, "id"], "duplicate_id", {
        en: `The id ${shown(id)} is used twice.`,
        fr: `L’identifiant ${shown(id)} est utilisé deux fois.`,
      });
    }
    this.ids.set(id, path);
  }

  isKnown(id: string): boolean {
    return this.ids.has(id);
  }

  /** `fold` compares names as the place they are used in does. */
  unique(names: readonly string[], path: Path, key: string, fold = (name: string) => name): void {
    const seen = new Set<string>();
    names.forEach((name, index) => {
      if (seen.has(fold(name))) {
        this.report([...path, index, key], "duplicate_name", {
          en: `${shown(name)} is used twice.`,
          fr: `${shown(name)} est utilisé deux fois.`,
        });
      }
      seen.add(fold(name));
    });
  }

  reference(reference: string, known: ReadonlyMap<string, string>, path: Path): void {
    if (known.has(reference)) return;
    this.problems.push(unknownReference(reference, [...known.keys(), ...known.values()], path));
  }
}

interface Known {
  readonly categories: ReadonlyMap<string, string>;
  readonly decisions: ReadonlyMap<string, string>;
  readonly metrics: ReadonlyMap<string, string>;
  readonly bundles: ReadonlyMap<string, string>;
}

function named(objects: readonly { readonly id: string; readonly name: string }[]): Map<string, string> {
  return new Map(objects.map((object) => [object.id, object.name]));
}

function texted(objects: readonly { readonly id: string; readonly name: LocalizedText }[]): Map<string, string> {
  return new Map(objects.map((object) => [object.id, object.name.en ?? object.name.fr ?? ""]));
}

function checkServes(check: Check, serves: Serves, known: Known, path: Path): void {
  serves.decisions.forEach((id, index) => {
    check.reference(id, known.decisions, [...path, "serves", "decisions", index]);
  });
  serves.metrics.forEach((id, index) => {
    check.reference(id, known.metrics, [...path, "serves", "metrics", index]);
  });
}

/** File paths have no `type` step: constraints stand beside the kind. */
function checkType(check: Check, type: PropertyType, known: Known, path: Path): void {
  if (type.kind === "object") checkProperties(check, type.properties, known, [...path, "properties"]);
  else if (type.kind === "array") checkType(check, type.items, known, [...path, "items"]);
  else if (type.kind === "union") {
    type.anyOf.forEach((member, index) => {
      checkType(check, member, known, [...path, "anyOf", index]);
    });
  }
}

function checkProperties(check: Check, properties: readonly Property[], known: Known, path: Path): void {
  const names = properties.map((property) => property.name);
  check.unique(names, path, "name");
  properties.forEach((property, index) => {
    check.id(property.id, [...path, index]);
    checkServes(check, property.serves, known, [...path, index]);
    checkType(check, property.type, known, [...path, index]);
  });
}

function checkCases(check: Check, cases: readonly VariantCase[], known: Known, path: Path): void {
  const seen = new Set<unknown>();
  cases.forEach((item, index) => {
    check.id(item.id, [...path, index]);
    item.match.forEach((value, at) => {
      if (seen.has(value)) {
        check.report([...path, index, "match", at], "duplicate_match", {
          en: `${shown(value)} selects two cases.`,
          fr: `${shown(value)} désigne deux cas.`,
        });
      }
      seen.add(value);
    });
    checkProperties(check, item.properties, known, [...path, index, "properties"]);
  });
}

function checkPresence(check: Check, event: PlanEvent, path: Path): void {
  const seen = new Set<string>();
  event.presence.forEach((item, index) => {
    const key = presenceKey(item);
    if (seen.has(key)) {
      check.report([...path, "presence", index], "duplicate_presence", {
        en: `The source ${shown(item.source)} is named twice for this property.`,
        fr: `La source ${shown(item.source)} est nommée deux fois pour cette propriété.`,
      });
    }
    seen.add(key);
  });
}

function checkEvent(check: Check, plan: Plan, event: PlanEvent, known: Known, path: Path): void {
  check.id(event.id, path);
  if (!isIdentifier(event.identifier)) {
    check.report(
      [...path, "identifier"],
      "bad_identifier",
      {
        en: `${shown(event.identifier)} cannot name code.`,
        fr: `${shown(event.identifier)} ne peut pas nommer du code.`,
      },
      {
        en: "letters, digits, _ and $, not starting with a digit",
        fr: "lettres, chiffres, _ et $, sans chiffre initial",
      },
    );
  }
  if (event.category !== undefined) check.reference(event.category, known.categories, [...path, "category"]);
  event.bundles.forEach((id, index) => {
    check.reference(id, known.bundles, [...path, "bundles", index]);
  });
  checkServes(check, event.serves, known, path);
  checkProperties(check, event.properties, known, [...path, "properties"]);
  checkPresence(check, event, path);
  if (event.variants === undefined) return;
  const bundled = plan.bundles.filter((bundle) => event.bundles.includes(bundle.id));
  const candidates = named([...event.properties, ...bundled.flatMap((bundle) => bundle.properties)]);
  check.reference(event.variants.discriminator, candidates, [...path, "variants", "discriminator"]);
  checkCases(check, event.variants.cases, known, [...path, "variants", "cases"]);
}

function checkJourneys(check: Check, plan: Plan): void {
  const events = named(plan.events);
  plan.events.forEach((event, index) => {
    event.triggers.forEach((trigger, at) => {
      check.id(trigger.id, ["events", index, "triggers", at]);
    });
  });
  plan.journeys.forEach((journey, index) => {
    journey.steps.forEach((step, at) => {
      const path = ["journeys", index, "steps", at];
      check.id(step.id, path);
      step.events.forEach((id, place) => {
        check.reference(id, events, [...path, "events", place]);
      });
    });
  });
}

function checkReplacements(check: Check, plan: Plan): void {
  const visit = (item: { deprecation?: { replacementId?: string } }, path: Path): void => {
    const id = item.deprecation?.replacementId;
    if (id !== undefined && !check.isKnown(id))
      check.reference(id, new Map(), [...path, "deprecation", "replacementId"]);
  };
  plan.events.forEach((event, index) => {
    visit(event, ["events", index]);
    event.properties.forEach((property, at) => {
      visit(property, ["events", index, "properties", at]);
    });
  });
}

/** Problems of a plan that has the right shape; paths are those of the plan file. */
export function checkPlanFile(plan: Plan): Problem[] {
  const check = new Check();
  const known: Known = {
    categories: named(plan.categories),
    decisions: texted(plan.decisions),
    metrics: texted(plan.metrics),
    bundles: named(plan.bundles),
  };
  for (const kind of ["categories", "decisions", "metrics", "bundles", "groupTypes", "journeys"] as const) {
    plan[kind].forEach((object, index) => {
      check.id(object.id, [kind, index]);
    });
  }
  plan.metrics.forEach((metric, index) => {
    metric.decisions.forEach((id, at) => {
      check.reference(id, known.decisions, ["metrics", index, "decisions", at]);
    });
    if (metric.parent !== undefined) check.reference(metric.parent, known.metrics, ["metrics", index, "parent"]);
  });
  check.unique(
    plan.groupTypes.map((group) => group.name),
    ["groupTypes"],
    "name",
  );
  plan.bundles.forEach((bundle, index) => {
    checkProperties(check, bundle.properties, known, ["bundles", index, "properties"]);
  });
  checkProperties(check, plan.userProperties, known, ["userProperties"]);
  plan.groupTypes.forEach((group, index) => {
    checkProperties(check, group.properties, known, ["groupTypes", index, "properties"]);
  });
  check.unique(
    plan.events.map((event) => `${event.callType} ${event.name}`),
    ["events"],
    "name",
  );
  check.unique(
    plan.events.map((event) => event.identifier),
    ["events"],
    "identifier",
    (name) => name.toLowerCase(),
  );
  plan.events.forEach((event, index) => {
    checkEvent(check, plan, event, known, ["events", index]);
  });
  checkJourneys(check, plan);
  checkReplacements(check, plan);
  return check.problems;
}
