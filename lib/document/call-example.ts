/** The call an engineer pastes: the generated function, with a value for every property and what each one is. */

import { commentText } from "../../codegen/escape.ts";
import { fixedProperties } from "../../codegen/model/event-shapes.ts";
import { pastedCall } from "../../codegen/pasted-call.ts";
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
  const called = { plan, event, t, source };
  return syntax === undefined ? compiled(target, called) : written(syntax, called);
}

interface Called {
  readonly plan: Plan;
  readonly event: PlanEvent;
  readonly t: AreaText<"plan">;
  readonly source: string | undefined;
}

/** In a language whose names and types come from the whole event. */
function compiled(target: Target, called: Called): string | undefined {
  const { plan, event, t } = called;
  const properties = propertiesOf(called);
  const valuesOf = (some: readonly Property[]) =>
    Object.fromEntries(some.filter((one) => !isNeverSent(one)).map((one) => [one.name, sampleValue(one)]));
  const byName = new Map(properties.map((property) => [property.name, property]));
  return pastedCall(
    target,
    { plan: { ...plan, events: [event] }, version: 0, hash: "", eventVersions: {} },
    {
      id: event.id,
      given: valuesOf(properties.filter((one) => one.required)),
      besides: valuesOf(properties.filter((one) => !one.required)),
      told: (key) => {
        const property = byName.get(key);
        return property === undefined ? "" : commentOf(property, t);
      },
      noValue: t("property.noValue"),
    },
  );
}

/** What a call speaks of, first what it requires. */
function propertiesOf({ plan, event, source }: Called): Property[] {
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
  return [...properties.filter((one) => one.required), ...properties.filter((one) => !one.required)];
}

function written(syntax: CallSyntax, called: Called): string {
  const { plan, event, t } = called;
  const sorted = propertiesOf(called);
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
