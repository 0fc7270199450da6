/** Removing an object together with everything that refers to it. */

import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects, withObjects } from "./edit-tree.ts";
import type { Deprecation, Metric, Plan, PlanEvent, Property, PropertyType, Serves } from "./plan.ts";
import type { Journey } from "./plan-journey.ts";

type Ids = ReadonlySet<string>;

function kept(list: readonly string[], ids: Ids): readonly string[] {
  return list.some((id) => ids.has(id)) ? list.filter((id) => !ids.has(id)) : list;
}

function servesWithout(serves: Serves, ids: Ids): Serves {
  const decisions = kept(serves.decisions, ids);
  const metrics = kept(serves.metrics, ids);
  return decisions === serves.decisions && metrics === serves.metrics ? serves : { decisions, metrics };
}

function deprecationWithout(deprecation: Deprecation | undefined, ids: Ids): Deprecation | undefined {
  if (deprecation?.replacementId === undefined || !ids.has(deprecation.replacementId)) return deprecation;
  const { replacementId: _gone, ...rest } = deprecation;
  return rest;
}

function listWithout<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const next = list.map(change);
  return next.some((item, index) => item !== list[index]) ? next : list;
}

function typeWithout(type: PropertyType, ids: Ids): PropertyType {
  if (type.kind === "object") {
    const properties = propertiesWithout(type.properties, ids);
    return properties === type.properties ? type : { ...type, properties };
  }
  if (type.kind === "array") {
    const items = typeWithout(type.items, ids);
    return items === type.items ? type : { ...type, items };
  }
  if (type.kind !== "union") return type;
  const anyOf = listWithout(type.anyOf, (member) => typeWithout(member, ids));
  return anyOf === type.anyOf ? type : { ...type, anyOf };
}

function propertyWithout<P extends Property>(property: P, ids: Ids): P {
  const serves = servesWithout(property.serves, ids);
  const type = typeWithout(property.type, ids);
  const deprecation = deprecationWithout(property.deprecation, ids);
  if (serves === property.serves && type === property.type && deprecation === property.deprecation) return property;
  return { ...property, serves, type, ...(deprecation === undefined ? {} : { deprecation }) };
}

function propertiesWithout<P extends Property>(list: readonly P[], ids: Ids): readonly P[] {
  return listWithout(list, (property) => propertyWithout(property, ids));
}

function eventWithout(event: PlanEvent, ids: Ids): PlanEvent {
  const { category, variants, ...rest } = event;
  const properties = propertiesWithout(event.properties, ids);
  const serves = servesWithout(event.serves, ids);
  const bundles = kept(event.bundles, ids);
  const deprecation = deprecationWithout(event.deprecation, ids);
  const keepsCategory = category === undefined || !ids.has(category);
  const stated = event.presence.filter(({ property }) => !ids.has(property));
  const presence = stated.length === event.presence.length ? event.presence : stated;
  const cases =
    variants === undefined
      ? undefined
      : listWithout(variants.cases, (item) => {
          const own = propertiesWithout(item.properties, ids);
          return own === item.properties ? item : { ...item, properties: own };
        });
  const same =
    properties === event.properties &&
    serves === event.serves &&
    bundles === event.bundles &&
    deprecation === event.deprecation &&
    keepsCategory &&
    presence === event.presence &&
    cases === variants?.cases;
  if (same) return event;
  return {
    ...rest,
    properties,
    serves,
    bundles,
    presence,
    ...(deprecation === undefined ? {} : { deprecation }),
    ...(keepsCategory && category !== undefined ? { category } : {}),
    ...(variants === undefined || cases === undefined ? {} : { variants: { ...variants, cases } }),
  };
}

function holderWithout<H extends { readonly properties: readonly Property[] }>(holder: H, ids: Ids): H {
  const properties = propertiesWithout(holder.properties, ids);
  return properties === holder.properties ? holder : { ...holder, properties };
}

function metricWithout(metric: Metric, ids: Ids): Metric {
  const { parent, ...rest } = metric;
  const decisions = kept(metric.decisions, ids);
  const keepsParent = parent === undefined || !ids.has(parent);
  if (decisions === metric.decisions && keepsParent) return metric;
  return { ...rest, decisions, ...(keepsParent && parent !== undefined ? { parent } : {}) };
}

function journeyWithout(journey: Journey, ids: Ids): Journey {
  const steps = listWithout(journey.steps, (step) => {
    const events = kept(step.events, ids);
    return events === step.events ? step : { ...step, events };
  });
  return steps === journey.steps ? journey : { ...journey, steps };
}

const WITHOUT: { readonly [K in ObjectKind]: (object: PlanObjects[K], ids: Ids) => PlanObjects[K] } = {
  event: eventWithout,
  bundle: holderWithout,
  group_type: holderWithout,
  user_property: propertyWithout,
  metric: metricWithout,
  journey: journeyWithout,
  decision: (decision) => decision,
  category: (category) => category,
};

function forgetIn<K extends ObjectKind>(plan: Plan, kind: K, ids: Ids): Plan {
  const list = objectsOf(plan, kind);
  return withObjects(
    plan,
    kind,
    listWithout(list, (object) => WITHOUT[kind](object, ids)),
  );
}

/** The plan without any reference to these ids. A discriminator is never dropped in passing: that would change the event. */
export function forgetReferences(plan: Plan, ids: Ids): Plan {
  return OBJECT_KINDS.reduce<Plan>((current, kind) => forgetIn(current, kind, ids), plan);
}
