/** The file of one event: its functions, the types they go through, and what the plan says of it. */

import { purposeLine } from "../model/purposes.ts";
import type { GoEvent, GoSdk } from "./go-model.ts";
import { goCode, goDoc, goJson, goLine, goPurposes, goScalar, goString } from "./go-text.ts";
import { firstType, printNested, printObject } from "./print-object.ts";
import { header } from "./source-file.ts";

function metaName({ name }: GoEvent): string {
  return `meta_${name}`;
}

export function printEvent(event: GoEvent, sdk: GoSdk): string {
  const shapes = event.shapes.map((shape) =>
    printObject(shape.object, {
      owner: shape.name,
      result: `${shape.name}_Event`,
      doc: eventDoc(event, shape.name),
      ...(event.deprecated === undefined ? {} : { deprecated: event.deprecated }),
      member: eventMember(event, `${shape.name}_Event`),
    }),
  );
  const parts = [printMeta(event), ...shapes, ...printAliases(event), ...event.nested.map(printNested)];
  return `${header(sdk.slug)}package events

import "${sdk.module}/internal/wire"

${parts.join("\n")}`;
}

function eventDoc(event: GoEvent, name: string): string[] {
  return [
    `${name} begins the ${event.callType} event ${goCode(goLine(event.wireName))}.`,
    ...event.doc,
    ...(event.ingestOnly.length === 0 ? [] : [`Checked at ingest only: ${event.ingestOnly.map(goLine).join(", ")}.`]),
    ...purposeLine(event.purposes, (purpose) => goCode(goLine(purpose))),
    `Plan event ${event.id}, version ${event.version}.`,
  ];
}

function eventMember(event: GoEvent, type: string): string {
  return `// GabaritEvent is for the package itself.
func (o ${type}) GabaritEvent() (*wire.Meta, wire.Fields) {
	return ${metaName(event)}, o.fields
}
`;
}

function printMeta(event: GoEvent): string {
  const given = [event.callType, event.wireName, event.id].map(goString).join(", ");
  const purposes = goPurposes(event.purposes);
  const keys = event.superKeys.map(goString).join(", ");
  return `var ${metaName(event)} = ${[
    `wire.NewMeta(${given}, ${event.version})`,
    ...Object.entries(event.fixed).map(([key, value]) => `Fixed(${goString(key)}, ${goScalar(value)})`),
    ...(keys === "" ? [] : [`SuperKeys(${keys})`]),
    ...(purposes === undefined ? [] : [`Purposes(${purposes})`]),
    `Spec(${goJson(event.spec)})`,
  ].join(".\n\t")}\n`;
}

function printAliases({ name, aliases, shapes }: GoEvent): string[] {
  return aliases.flatMap((alias) =>
    shapes.map((shape) => {
      const former = alias + shape.name.slice(name.length);
      const doc = goDoc([`${former} is the former name of ${shape.name}.`], `use ${shape.name}.`);
      const type = firstType(shape.object, { owner: shape.name, result: `${shape.name}_Event` });
      return `${doc}func ${former}() ${type} {\n\treturn ${shape.name}()\n}\n`;
    }),
  );
}
