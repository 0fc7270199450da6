/** A call in Go, to be pasted. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { instead, type PastedCall, type Said } from "../model/call-parts.ts";
import { buildGo } from "./build-go.ts";
import { GoValues, plainMap } from "./call-values.ts";

/** @throws UserError as `generateGo` does. */
export function printGoCall(published: PublishedPlan, call: PastedCall): string | undefined {
  const { module, packageName, events } = buildGo(published);
  const event = events.find(({ id }) => id === call.id);
  if (event === undefined) return undefined;
  const values = new GoValues(event, plainMap, instead(call.noValue));
  const shape = values.shapeOf(event, call.given);
  const said = values.setters(shape.name, { ...call.given, ...call.besides }, shape.object);
  const isGiven = ({ key }: Said) => !Object.hasOwn(call.besides, key);
  const given = said.filter(isGiven);
  // A dot at the end of a line carries on; the last ends the argument.
  const lines = given.map(
    ({ key, text }, at) => `\t\t${text.slice(1)}${at === given.length - 1 ? "," : "."} // ${call.told(key)}\n`,
  );
  const besides = said.filter((one) => !isGiven(one)).map(({ key, text }) => `\t// ${text} // ${call.told(key)}\n`);
  const begun = `events.${shape.name}()${given.length === 0 ? "," : "."}`;
  return `import (
\t${JSON.stringify(module)}
\t${JSON.stringify(`${module}/events`)}
)

tracker.Send(
\t${begun}
${[...lines, ...besides].join("")}\t${packageName}.WithUserID("ada"),
)`;
}
