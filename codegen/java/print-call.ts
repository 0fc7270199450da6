/** A call in Java, to be pasted. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { shapeOf } from "../jvm/fitting.ts";
import { instead, type MapOf, type PastedCall, type Said } from "../model/call-parts.ts";
import { buildJava } from "./build-java.ts";
import { JavaValues } from "./call-values.ts";

/** Such a map holds no null. */
const immutableMap: MapOf = (entries) => {
  const known = entries.filter(([, value]) => value !== "(Object) null");
  return `java.util.Map.ofEntries(${known.map(([key, value]) => `java.util.Map.entry(${key}, ${value})`).join(", ")})`;
};

/** @throws UserError as `generateJava` does. */
export function printJavaCall(published: PublishedPlan, call: PastedCall): string | undefined {
  const { packageName, events } = buildJava(published);
  const event = events.find(({ id }) => id === call.id);
  if (event === undefined) return undefined;
  const values = new JavaValues(event.className, event, immutableMap, instead(call.noValue));
  const shape = shapeOf(event, call.given);
  const owner = shape.name === undefined ? event.className : `${event.className}.${shape.name}`;
  const line = ({ key, text }: Said) => `${text} // ${call.told(key)}`;
  const isGiven = ({ key }: Said) => !Object.hasOwn(call.besides, key);
  const said = values.setters({ ...call.given, ...call.besides }, shape.object);
  const lines = said.map((one) => (isGiven(one) ? line(one) : `// ${line(one)}`));
  return `import ${packageName}.CallOptions;
import ${packageName}.events.${event.className};

tracker.send(
    ${owner}.builder()
${lines.map((text) => `        ${text}\n`).join("")}        .build(),
    CallOptions.user("ada"));`;
}
