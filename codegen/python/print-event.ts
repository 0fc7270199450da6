/** The module of one event: the type of its properties and the function that sends it. */

import type { Property } from "../../lib/plan/plan.ts";
import type { Speech } from "../model/documentation.ts";
import { type Purposes, purposeLine } from "../model/purposes.ts";
import { eventLines, presenceText } from "../model/sdk-plan.ts";
import { TypeWriter } from "./property-types.ts";
import type { PythonEvent, PythonSdk } from "./python-model.ts";
import { docLine, docString, pyString, pyTuple, pyValue } from "./python-text.ts";
import { opening } from "./source-file.ts";

export function printEvent(planned: PythonEvent, { slug, speech }: PythonSdk): string {
  const { event } = planned;
  const writer = new TypeWriter({ ...speech, presenceOf: (id) => presenceText(event, id) });
  printProperties(writer, planned);
  return [
    opening(slug, `The ${event.callType} event \`${docLine(event.name)}\`.`, IMPORTS),
    ...writer.declarations,
    printFunction(planned, speech),
    ...planned.aliases.map((alias) => printAlias(planned, alias)),
  ].join("\n\n");
}

const IMPORTS = "from ..core import runtime as _r\nfrom ..core import words as _t";

function printProperties(writer: TypeWriter, planned: PythonEvent): void {
  const { event, type, shapes, divided } = planned;
  const doc = [`Properties of \`${docLine(event.name)}\`.`, ...deprecatedLine(planned)];
  const [only, ...more] = shapes;
  if (more.length === 0) writer.declare(type, only ?? [], doc, divided);
  else {
    const labelled = shapes.map((shape, at) => ({ label: labelOf(shape, planned) ?? `${at + 1}`, properties: shape }));
    writer.declareShapes(type, labelled, doc, divided);
  }
}

/** The first value that selects a shape. */
function labelOf(properties: readonly Property[], { event }: PythonEvent): string | undefined {
  const discriminator = properties.find(({ id }) => id === event.variants?.discriminator)?.type;
  if (discriminator === undefined) return undefined;
  if ("const" in discriminator && discriminator.const !== undefined) return String(discriminator.const);
  return "enum" in discriminator && discriminator.enum !== undefined ? String(discriminator.enum[0]) : undefined;
}

function deprecatedLine({ deprecated }: PythonEvent): string[] {
  return deprecated === undefined ? [] : ["", `Deprecated. ${deprecated}`.trimEnd()];
}

function parameters({ type, mayBeEmpty, event }: PythonEvent): string {
  const properties = mayBeEmpty ? `properties: _t.Optional[${type}] = None` : `properties: ${type}`;
  const extra = event.open ? ["*", "extra: _t.Optional[_t.Mapping[str, object]] = None"] : [];
  return [properties, ...extra, "**options: _t.Unpack[_r.CallOptions]"].join(", ");
}

function printFunction(planned: PythonEvent, speech: Speech): string {
  const { event, version, purposes, compiled, name } = planned;
  const told = eventLines(event, speech);
  const onlyAtIngest = [...new Set(compiled.ingestOnly.map(({ path, keyword }) => ingestOnlyText(path, keyword)))];
  const doc = docString(
    [
      `Sends the ${event.callType} event \`${docLine(event.name)}\`.`,
      ...(told.length === 0 ? [] : ["", ...told]),
      ...(event.open ? ["", "The event is open: `extra` holds properties that the plan does not name."] : []),
      ...(onlyAtIngest.length === 0 ? [] : ["", `Checked at ingest only: ${onlyAtIngest.map(docLine).join(", ")}.`]),
      ...purposeLine(purposes, (purpose) => `\`${docLine(purpose)}\``).flatMap((line) => ["", line]),
      "",
      `Plan event ${docLine(event.id)}, version ${version}.`,
      ...deprecatedLine(planned),
    ],
    "    ",
  );
  return `${mark(planned.warning)}def ${name}(${parameters(planned)}) -> None:
${doc}    _r.send(
${sendArguments(planned)
  .map((argument) => `        ${argument},\n`)
  .join("")}    )
`;
}

export function ingestOnlyText(path: string, keyword: string): string {
  return path === "" ? keyword : `${path} (${keyword})`;
}

function mark(message: string | undefined): string {
  return message === undefined ? "" : `@_t.deprecated(${pyString(message.trim())})\n`;
}

function sendArguments(planned: PythonEvent): string[] {
  const { event, version, fixed, superKeys, purposes } = planned;
  return [
    pyString(event.callType),
    pyString(event.name),
    pyString(event.id),
    String(version),
    "properties",
    "options",
    ...(Object.keys(fixed).length === 0 ? [] : [`fixed=${pyValue(fixed)}`]),
    ...(superKeys.length === 0 ? [] : [`super_keys=${pyTuple(superKeys.map(pyString))}`]),
    ...(purposesText(purposes) === undefined ? [] : [`purposes=${purposesText(purposes)}`]),
    ...(event.open ? ["extra=extra"] : []),
  ];
}

/** Nothing where a call asks for no agreement. */
export function purposesText({ call, keys }: Purposes): string | undefined {
  if (call === undefined && keys.length === 0) return undefined;
  const entries = keys.map(([key, purposes]) => `${pyString(key)}: ${pyTuple(purposes.map(pyString))}`);
  return `(${call === undefined ? "None" : pyString(call)}, {${entries.join(", ")}})`;
}

function printAlias(planned: PythonEvent, alias: { readonly name: string; readonly type: string }): string {
  const given = ["properties", ...(planned.event.open ? ["extra=extra"] : []), "**options"];
  const type =
    alias.type === planned.type ? "" : `${alias.type} = ${planned.type}\n"""Renamed: use \`${planned.type}\`."""\n\n\n`;
  return `${type}${mark(`Renamed: use \`${planned.name}\`.`)}def ${alias.name}(${parameters(planned)}) -> None:
    """Renamed: use \`${planned.name}\`."""
    ${planned.name}(${given.join(", ")})
`;
}
