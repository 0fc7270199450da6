/** The call an engineer pastes: the generated function, with a value for every property and what each one is. */

import { commentText, jsonLit, valueKey } from "../../codegen/escape.ts";
import { fixedProperties } from "../../codegen/model/event-shapes.ts";
import { codeName } from "../../codegen/names.ts";
import type { AreaText } from "../i18n/translate.ts";
import type { Json, Plan, PlanEvent, Property } from "../plan/plan.ts";
import { isDivided, isNeverSent } from "../plan/presence.ts";
import { type ResolvedEvent, resolveEvent } from "../plan/resolve.ts";

import { sampleValue } from "./sample-value.ts";
import { typeText } from "./type-text.ts";

/** Where the example imports from; the reader puts their own folder. */
const MODULE = "./tracking";

function commentOf(property: Property, t: AreaText<"plan">): string {
  const words = `${typeText(property.type, t)}, ${property.required ? t("property.required") : t("property.optional")}`;
  return commentText(words);
}

/** A value as one would write it in TypeScript, over several lines where it is an object or a list of objects. */
function literal(value: Json, indent = ""): string {
  if (typeof value !== "object" || value === null) return jsonLit(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== "object" || item === null)) return jsonLit(value);
    return `[\n${value.map((item) => `${inner}${literal(item as Json, inner)},\n`).join("")}${indent}]`;
  }
  const entries = Object.entries(value).map(([key, item]) => `${inner}${valueKey(key)}: ${literal(item, inner)},\n`);
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}${indent}}`;
}

function line(property: Property, t: AreaText<"plan">): string {
  // The function takes no call that does not speak of it.
  if (isNeverSent(property)) return `  ${valueKey(property.name)}: undefined,`;
  const written = `${valueKey(property.name)}: ${literal(sampleValue(property), "  ")},`;
  if (property.required)
    return `  ${written.includes("\n") ? `// ${commentOf(property, t)}\n  ${written}` : `${written} // ${commentOf(property, t)}`}`;
  return [
    `  // ${commentOf(property, t)}`,
    ...written.split("\n").map((part) => `  // ${part.replace(/^ {2}/, "")}`),
  ].join("\n");
}

/** The properties of one call: of the first variant where there are some, its discriminator set to what selects it. */
function propertiesOf(resolved: ResolvedEvent): readonly Property[] {
  const { variants } = resolved;
  const first = variants?.cases[0];
  if (!variants || !first) return resolved.properties.map((one) => one.property);
  return first.properties.map((property) => {
    const value = first.case.match[0];
    return property.id === variants.discriminator.id && value !== undefined
      ? { ...property, examples: [value] }
      : property;
  });
}

/**
 * TypeScript that calls the event with what it requires; optional properties stand in comments. With a source, as that
 * source calls it: without what it must not send.
 */
export function callExample(plan: Plan, event: PlanEvent, t: AreaText<"plan">, source?: string): string {
  const planned = resolveEvent(plan, event);
  const fixed = fixedProperties(planned);
  const divided = new Set(
    propertiesOf(planned)
      .filter((property) => isDivided(event, property))
      .map(({ id }) => id),
  );
  const properties = propertiesOf(resolveEvent(plan, event, source)).filter(
    (property) => !fixed.has(property.name) && (!isNeverSent(property) || divided.has(property.id)),
  );
  const name = codeName(event.identifier);
  const sorted = [...properties.filter((one) => one.required), ...properties.filter((one) => !one.required)];
  const argument = sorted.length > 0 ? `{\n${sorted.map((one) => line(one, t)).join("\n")}\n}` : "";
  return `import { ${name} } from "${MODULE}";\n\n${name}(${argument});`;
}

/** The command that makes the functions such calls import. */
export function generateCommand(plan: Pick<Plan, "slug">): string {
  return `npx gabarit generate ${plan.slug} --target typescript --out src/tracking`;
}
