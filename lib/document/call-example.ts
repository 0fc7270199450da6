/** The call an engineer pastes: the generated function, with a value for every property and what each one is. */

import { commentText } from "../../codegen/escape.ts";
import { fixedProperties } from "../../codegen/model/event-shapes.ts";
import type { Target } from "../../codegen/targets.ts";
import type { AreaText } from "../i18n/translate.ts";
import type { Json, Plan, PlanEvent, Property } from "../plan/plan.ts";
import { isDivided, isNeverSent } from "../plan/presence.ts";
import { resolveEvent } from "../plan/resolve.ts";
import { CALL_SYNTAX, type CallSyntax } from "./call-syntax.ts";
import { oneCall } from "./example-payload.ts";
import { sampleValue } from "./sample-value.ts";
import { typeText } from "./type-text.ts";

function commentOf(property: Property, t: AreaText<"plan">): string {
  const words = `${typeText(property.type, t)}, ${property.required ? t("property.required") : t("property.optional")}`;
  return commentText(words);
}

/** A value as one would write it, over several lines where it is an object or a list of objects. */
function literal(value: Json, syntax: CallSyntax, indent: string): string {
  if (typeof value !== "object" || value === null) return syntax.value(value);
  const inner = indent + syntax.indent;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== "object" || item === null)) return syntax.value(value);
    return `[\n${value.map((item) => `${inner}${literal(item as Json, syntax, inner)},\n`).join("")}${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${syntax.key(key)}: ${literal(item, syntax, inner)},\n`,
  );
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}${indent}}`;
}

function line(property: Property, syntax: CallSyntax, t: AreaText<"plan">): string {
  const { indent, comment } = syntax;
  const key = `${indent}${syntax.key(property.name)}`;
  // The function takes no call that does not speak of it.
  if (isNeverSent(property)) return `${key}: ${syntax.leftOut},`;
  const written = `${key}: ${literal(sampleValue(property), syntax, indent)},`;
  const told = `${comment} ${commentOf(property, t)}`;
  if (property.required) return written.includes("\n") ? `${indent}${told}\n${written}` : `${written} ${told}`;
  return [
    `${indent}${told}`,
    ...written.split("\n").map((part) => `${indent}${comment} ${part.slice(indent.length)}`),
  ].join("\n");
}

/**
 * TypeScript that calls the event with what it requires; optional properties stand in comments. With a source, as that
 * source calls it: without what it must not send.
 */
export function callExample(plan: Plan, event: PlanEvent, t: AreaText<"plan">, source?: string): string {
  return written(CALL_SYNTAX.typescript, { plan, event, t, source });
}

/** The same in the language of a target; undefined where calls are written out for none. */
export function callExampleIn(
  target: Target,
  ...[plan, event, t, source]: Parameters<typeof callExample>
): string | undefined {
  const syntax = CALL_SYNTAX[target];
  return syntax && written(syntax, { plan, event, t, source });
}

function written(
  syntax: CallSyntax,
  called: { plan: Plan; event: PlanEvent; t: AreaText<"plan">; source: string | undefined },
): string {
  const { plan, event, t, source } = called;
  const planned = resolveEvent(plan, event);
  const fixed = fixedProperties(planned);
  const divided = new Set(
    oneCall(planned)
      .filter((property) => isDivided(event, property))
      .map(({ id }) => id),
  );
  const properties = oneCall(resolveEvent(plan, event, source)).filter(
    (property) => !fixed.has(property.name) && (!isNeverSent(property) || divided.has(property.id)),
  );
  const sorted = [...properties.filter((one) => one.required), ...properties.filter((one) => !one.required)];
  return syntax.call({
    plan,
    event,
    lines: sorted.map((property) => line(property, syntax, t)),
    leavesOut: sorted.some(isNeverSent),
  });
}

/** The command that makes the functions such calls import. */
export function generateCommand(plan: Pick<Plan, "slug">, target: Target = "typescript"): string {
  return `npx gabarit generate ${plan.slug} --target ${target} --out ${target === "typescript" ? "src/tracking" : "tracking"}`;
}
