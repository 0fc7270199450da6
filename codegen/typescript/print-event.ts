/** The module of one event: the interface of its properties and the function that sends it. */

import { commentText, docComment, jsonLit, strLit } from "../escape.ts";
import { purposeLine } from "../model/purposes.ts";
import type { CodeName, EventModel } from "./model.ts";
import { gate, isGated } from "./print-purposes.ts";
import { typeText } from "./property-types.ts";
import {
  constantStatement,
  functionStatement,
  type SourceModule,
  type Statement,
  typeStatement,
} from "./source-module.ts";

export async function eventModule(event: EventModel): Promise<SourceModule> {
  return {
    path: event.module,
    imports: [
      ...(isGated(event.purposes) ? [{ path: "consent", names: [{ name: "asking" }] }] : []),
      { path: "runtime", names: [{ name: "CallOptions", typeOnly: true }, { name: "send" }] },
    ],
    reExports: [],
    statements: [
      await argumentType(event),
      eventFunction(event),
      ...event.aliases.flatMap((alias) => aliasOf(event, alias)),
    ],
  };
}

async function argumentType(event: EventModel): Promise<Statement> {
  const { form, body } = await typeText(event.argument);
  const doc = docComment([`Properties of \`${commentText(event.wireName)}\`.`, ...deprecatedLine(event)]);
  return typeStatement(doc, form === "interface" ? `interface ${event.type} ${body}` : `type ${event.type} = ${body};`);
}

function deprecatedLine({ deprecated }: EventModel): string[] {
  return deprecated === undefined ? [] : [`@deprecated ${deprecated}`.trimEnd()];
}

function eventFunction(event: EventModel): Statement {
  const doc = docComment([
    `Sends the ${event.callType} event \`${commentText(event.wireName)}\`.`,
    ...(event.doc.length === 0 ? [] : ["", ...event.doc]),
    ...(event.untyped.length === 0 ? [] : ["", `Not known to the compiler: ${listed(event.untyped)}.`]),
    ...(event.ingestOnly.length === 0 ? [] : ["", `Checked at ingest only: ${listed(event.ingestOnly)}.`]),
    ...purposeLine(event.purposes, quoted).flatMap((line) => ["", line]),
    "",
    `Plan event ${event.id}, version ${event.version}.`,
    ...deprecatedLine(event),
  ]);
  const mark = event.argumentOptional ? "?" : "";
  return functionStatement({
    doc,
    name: event.name,
    signature: `(properties${mark}: ${event.type}, options?: CallOptions)`,
    parameters: "properties, options",
    body: call("send", sendArguments(event)),
  });
}

/** On one line when it fits. */
function call(name: string, given: readonly string[]): string {
  const line = `  ${name}(${given.join(", ")});`;
  return line.length <= 120 ? line : `  ${name}(\n${given.map((argument) => `    ${argument},\n`).join("")}  );`;
}

function quoted(name: string): string {
  return `\`${commentText(name)}\``;
}

function listed(paths: readonly string[]): string {
  return paths.map(commentText).join(", ");
}

function sendArguments(event: EventModel): string[] {
  const fixed = Object.keys(event.fixed).length === 0 ? undefined : jsonLit(event.fixed);
  const superKeys = event.superKeys.length === 0 ? undefined : jsonLit(event.superKeys);
  return [
    strLit(event.callType),
    strLit(event.wireName),
    strLit(event.id),
    String(event.version),
    "properties",
    "options",
    ...optionalArguments([fixed, superKeys, gate(event.purposes)]),
  ];
}

/** Those at the end that say nothing are left out. */
function optionalArguments(values: readonly (string | undefined)[]): string[] {
  const last = values.findLastIndex((value) => value !== undefined);
  return values.slice(0, last + 1).map((value) => value ?? "undefined");
}

function aliasOf(event: EventModel, alias: CodeName): Statement[] {
  const renamed = (name: string): string => docComment([`@deprecated Renamed: use \`${name}\`.`]);
  const value = { doc: renamed(event.name), name: alias.name, type: `typeof ${event.name}`, value: event.name };
  return [constantStatement(value), typeStatement(renamed(event.type), `type ${alias.type} = ${event.type};`)];
}
