/** Where the objects of a plan file stand in its text, so that a finding opens at its line. */

import { LineCounter, parseDocument } from "yaml";
import { pointerStep } from "../lib/format/format.ts";
import type { Plan, Property, PropertyType } from "../lib/plan/plan.ts";

function visitType(type: PropertyType, pointer: string, found: Map<string, string>): void {
  if (type.kind === "object") visitProperties(type.properties, `${pointer}/properties`, found);
  else if (type.kind === "array") visitType(type.items, `${pointer}/items`, found);
  else if (type.kind === "union") {
    type.anyOf.forEach((member, index) => {
      visitType(member, `${pointer}/anyOf/${index}`, found);
    });
  }
}

function visitProperties(properties: readonly Property[], pointer: string, found: Map<string, string>): void {
  properties.forEach((property, index) => {
    found.set(property.id, `${pointer}/${index}`);
    visitType(property.type, `${pointer}/${index}`, found);
  });
}

/** Pointer into the plan file of every object, by id. */
export function pointersById(plan: Plan): Map<string, string> {
  const found = new Map<string, string>();
  for (const list of ["categories", "decisions", "metrics", "bundles", "groupTypes", "events"] as const) {
    plan[list].forEach((object, index) => {
      const pointer = `${pointerStep(list)}/${index}`;
      found.set(object.id, pointer);
      if ("properties" in object) visitProperties(object.properties, `${pointer}/properties`, found);
    });
  }
  visitProperties(plan.userProperties, "/userProperties", found);
  plan.events.forEach((event, index) => {
    event.variants?.cases.forEach((item, at) => {
      const pointer = `/events/${index}/variants/cases/${at}`;
      found.set(item.id, pointer);
      visitProperties(item.properties, `${pointer}/properties`, found);
    });
  });
  return found;
}

/** A function from pointer to line of the text, the nearest one above where the text has no such place. */
export function lineFinder(text: string): (pointer: string) => number | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return (pointer) => {
    for (let steps = pointer.split("/").slice(1); ; steps = steps.slice(0, -1)) {
      const node = document.getIn(
        steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
        true,
      );
      const offset = (node as { range?: readonly number[] } | undefined)?.range?.[0];
      if (offset !== undefined) return lines.linePos(offset).line;
      if (steps.length === 0) return undefined;
    }
  };
}
