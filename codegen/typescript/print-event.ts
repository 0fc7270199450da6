/** The module of one event: the interface of its properties and the function that sends it. */

import { commentText, docComment, jsonLit, strLit } from "../escape.ts";
import type { EventModel, ImportExtension } from "./model.ts";
import { gate, isGated } from "./print-purposes.ts";
import { typeText } from "./property-types.ts";
import { header, importFrom } from "./source-file.ts";

export async function printEvent(event: EventModel, slug: string, extension: ImportExtension): Promise<string> {
  const imports = [
    ...(isGated(event.purposes) ? [importFrom("../consent", [{ name: "asking" }], extension)] : []),
    importFrom("../runtime", [{ name: "CallOptions", typeOnly: true }, { name: "send" }], extension),
  ].join("");
  return [header(slug) + imports, await printArgument(event), printFunction(event), ...printAliases(event)].join("\n");
}

async function printArgument(event: EventModel): Promise<string> {
  const { form, body } = await typeText(event.argument);
  const doc = docComment([`Properties of \`${commentText(event.wireName)}\`.`, ...deprecatedLine(event)]);
  if (form === "interface") return `${doc}export interface ${event.type} ${body}\n`;
  return `${doc}export type ${event.type} = ${body};\n`;
}

function deprecatedLine({ deprecated }: EventModel): string[] {
  return deprecated === undefined ? [] : [`@deprecated ${deprecated}`.trimEnd()];
}

function printFunction(event: EventModel): string {
  const doc = docComment([
    `Sends the ${event.callType} event \`${commentText(event.wireName)}\`.`,
    ...(event.doc.length === 0 ? [] : ["", ...event.doc]),
    ...(event.untyped.length === 0 ? [] : ["", `Not known to the compiler: ${listed(event.untyped)}.`]),
    ...(event.ingestOnly.length === 0 ? [] : ["", `Checked at ingest only: ${listed(event.ingestOnly)}.`]),
    ...(event.purposes.call === undefined ? [] : ["", `Sent once people agreed to ${quoted(event.purposes.call)}.`]),
    "",
    `Plan event ${event.id}, version ${event.version}.`,
    ...deprecatedLine(event),
  ]);
  const mark = event.argumentOptional ? "?" : "";
  return `${doc}export function ${event.name}(properties${mark}: ${event.type}, options?: CallOptions): void {
${call("send", sendArguments(event))}
}
`;
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

function printAliases(event: EventModel): string[] {
  return event.aliases.map(
    (alias) =>
      `/** @deprecated Renamed: use \`${event.name}\`. */
export const ${alias.name}: typeof ${event.name} = ${event.name};
/** @deprecated Renamed: use \`${event.type}\`. */
export type ${alias.type} = ${event.type};
`,
  );
}
