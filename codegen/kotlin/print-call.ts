/** A call in Kotlin, to be pasted. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { Fitting, shapeOf } from "../jvm/fitting.ts";
import { instead, type PastedCall, type Said } from "../model/call-parts.ts";
import { buildKotlin } from "./build-kotlin.ts";
import { KotlinValues } from "./call-values.ts";
import { inCode } from "./kotlin-names.ts";

/** @throws UserError as `generateKotlin` does. */
export function printKotlinCall(published: PublishedPlan, call: PastedCall): string | undefined {
  const { packageName, events } = buildKotlin(published);
  const event = events.find(({ id }) => id === call.id);
  if (event === undefined) return undefined;
  const className = inCode(event.className);
  const shape = shapeOf(event, call.given);
  const owner = shape.name === undefined ? className : `${className}.${inCode(shape.name)}`;
  const values = new KotlinValues(className, "", new Fitting(event), instead(call.noValue));
  const line = ({ key, text }: Said) => `${text}, // ${call.told(key)}`;
  const isGiven = ({ key }: Said) => !Object.hasOwn(call.besides, key);
  const said = values.arguments(owner, { ...call.given, ...call.besides }, shape.object);
  const lines = said.map((one) => (isGiven(one) ? line(one) : `// ${line(one)}`));
  const given = lines.length === 0 ? "" : `\n${lines.map((text) => `        ${text}\n`).join("")}    `;
  const optional = lines.some((text) => text.includes("Optional.")) ? `import ${packageName}.Optional\n` : "";
  return `import ${packageName}.CallOptions
${optional}import ${packageName}.events.${className}

tracker.send(
    ${owner}(${given}),
    CallOptions(userId = "ada"),
)`;
}
