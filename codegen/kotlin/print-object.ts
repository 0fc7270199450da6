/** Objects as classes: what an application gives is named arguments of a constructor, and what is nested stands inside. */

import { sortedBy } from "../file.ts";
import type { JvmField, JvmNested, JvmObject } from "../jvm/jvm-model.ts";
import { inCode } from "./kotlin-names.ts";
import { indented, kdoc, kotlinScalar, kotlinString, kotlinType } from "./kotlin-text.ts";

/** How arguments stand in a constructor. */
interface Arguments {
  parameter(field: JvmField): string;
  value(field: JvmField): string;
}

const NAMED = "named: Named = Named(),";

/** Values: what may be left out and may be null is told apart by `Optional`. */
const VALUES: Arguments = {
  parameter(field) {
    const type = kotlinType(field.type);
    if (field.without !== undefined) return `Optional<${type}>`;
    if (field.required) return type;
    return field.type.nullable ? `Optional<${type}> = Optional.Absent` : `${type}? = null`;
  },
  value: ({ method, required, type }) => (required || type.nullable ? inCode(method) : `some(${inCode(method)})`),
};

/** Functions that give values. */
const SUPPLIERS: Arguments = {
  parameter: ({ type }) => `(() -> ${kotlinType(type)})? = null`,
  value: ({ method, type }) => (type.nullable ? `always(${inCode(method)})` : inCode(method)),
};

/** The virtual machine takes 255 arguments at most, some of which count twice. */
const MAX_KEYS = 100;

interface Part {
  readonly name: string;
  readonly object: JvmObject;
}

/** An object of more keys than one constructor takes, in the order of the plan. */
function partsOf(object: JvmObject): Part[] {
  const count = Math.ceil(object.keys.length / MAX_KEYS);
  return Array.from({ length: count }, (_, at) => {
    const isIn = ({ slot }: { readonly slot: number }): boolean => Math.floor(slot / MAX_KEYS) === at;
    const part = { presets: object.presets.filter(isIn), fields: object.fields.filter(isIn), open: false };
    return { name: `Part${at + 1}`, object: { ...object, ...part } };
  });
}

/** The part an argument stands in; nothing where one constructor takes them all. */
export function partOf({ keys }: JvmObject, { slot }: JvmField): string | undefined {
  return keys.length > MAX_KEYS ? `Part${Math.floor(slot / MAX_KEYS) + 1}` : undefined;
}

/** First what is required, each in the order of names: a plan whose properties change places leaves calls as they are. */
export function parametersOf({ fields }: JvmObject): JvmField[] {
  const byName = sortedBy(fields, ({ method }) => method);
  return [...byName.filter(({ required }) => required), ...byName.filter(({ required }) => !required)];
}

function valuesOf({ keys, presets, fields }: JvmObject, how: Arguments): string {
  const values = new Map<number, string>([
    ...presets.map(({ slot, value }) => [slot, kotlinScalar(value)] as const),
    ...fields.map((field) => [field.slot, how.value(field)] as const),
  ]);
  const pairs = keys.flatMap((key, slot) => {
    const value = values.get(slot);
    return value === undefined ? [] : [`    ${kotlinString(key)}, ${value},\n`];
  });
  return pairs.length === 0 ? "fields()" : `fields(\n${pairs.join("")})`;
}

/** A class as it is declared: what it is called with, what it is, and what its comment says of its arguments. */
interface Declared {
  readonly head: string;
  /** What the values of the object are handed to. */
  readonly base: (values: string) => string;
  readonly doc: readonly string[];
  readonly members?: readonly string[];
}

export function printClass(object: JvmObject, declared: Declared): string {
  return printWith(object, declared, VALUES);
}

/** The same where each argument is a function that gives a value. */
export function printSuppliers(object: JvmObject, declared: Declared): string {
  return printWith(object, declared, SUPPLIERS);
}

function printWith(object: JvmObject, declared: Declared, how: Arguments): string {
  return object.keys.length > MAX_KEYS ? printInParts(object, declared, how) : printWhole(object, declared, how);
}

const OTHERS = "    others: Map<String, Any?> = emptyMap(),\n";
const OTHERS_DOC = "@param others Properties that the plan does not name; what was given for one that it names stands.";

function printWhole(object: JvmObject, declared: Declared, how: Arguments): string {
  const parameters = parametersOf(object);
  const lines = parameters.map((field) => `    ${inCode(field.method)}: ${how.parameter(field)},\n`);
  const values = valuesOf(object, how) + (object.open ? ".others(others)" : "");
  const doc = [...parameters.flatMap(parameterDoc), ...(object.open ? [OTHERS_DOC] : [])];
  return assembled(declared, [...lines, ...(object.open ? [OTHERS] : [])], values, doc, []);
}

function printInParts(object: JvmObject, declared: Declared, how: Arguments): string {
  const parts = partsOf(object);
  const lines = parts.map(({ name, object: { fields } }) => {
    const isOptional = fields.every(({ required }) => !required);
    return `    ${name.toLowerCase()}: ${name}${isOptional ? ` = ${name}()` : ""},\n`;
  });
  const values = parts.map(({ name }) => `${name.toLowerCase()}.given`).join(" + ");
  const classes = parts.map((part) => printPart(part, how));
  return object.open
    ? assembled(declared, [...lines, OTHERS], `(${values}).others(others)`, [OTHERS_DOC], classes)
    : assembled(declared, lines, values, [], classes);
}

function printPart({ name, object }: Part, how: Arguments): string {
  const parameters = parametersOf(object);
  const lines = parameters.map((field) => `    ${inCode(field.method)}: ${how.parameter(field)},\n`);
  const doc = kdoc(["Some of the properties, of which there are many.", "", ...parameters.flatMap(parameterDoc)]);
  const head = `${doc}public class ${name}${parameterList(lines)} {\n`;
  return `${head}    internal val given: Fields = ${indented(valuesOf(object, how)).trimStart()}\n}\n`;
}

function parameterList(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `(\n    ${NAMED}\n${lines.join("")})`;
}

function assembled(
  { head, base, doc, members = [] }: Declared,
  lines: readonly string[],
  values: string,
  parameters: readonly string[],
  parts: readonly string[],
): string {
  const all = parameters.length === 0 ? doc : doc.length === 0 ? parameters : [...doc, "", ...parameters];
  const inner = [...parts, ...members].map(indented);
  const body = inner.length === 0 ? "" : ` {\n${inner.join("\n")}}`;
  return `${kdoc(all)}${head}${parameterList(lines)} : ${base(values)}${body}\n`;
}

function parameterDoc({ method, doc, deprecated, without }: JvmField): string[] {
  const [first = "", ...rest] = [
    ...doc,
    ...(without === undefined ? [] : ["`Optional.Absent` leaves it out."]),
    ...(deprecated === undefined ? [] : [`Deprecated. ${deprecated}`.trim()]),
  ];
  return first === "" && rest.length === 0 ? [] : [`@param ${inCode(method)} ${first}`.trim(), ...rest];
}

/** A nested type, for the inside of its class. */
export function printNested(nested: JvmNested): string {
  const name = inCode(nested.name);
  switch (nested.kind) {
    case "enum": {
      const lines = nested.constants.map(
        (constant) => `    ${inCode(constant.name)}(${kotlinScalar(constant.value)}),\n`,
      );
      return `public enum class ${name}(override val wire: Any) : WireValue {\n${lines.join("")}}\n`;
    }
    case "object":
      return printClass(nested.object, {
        head: `public class ${name}`,
        base: (values) => `Payload(${values})`,
        doc: [],
      });
    case "union": {
      const members = nested.members.map(
        ({ method, type }) =>
          `    public data class ${memberName(method)}(override val wire: ${kotlinType(type)}) : ${name}\n`,
      );
      return `/** One of several types. */\npublic sealed interface ${name} : WireValue {\n${members.join("\n")}}\n`;
    }
  }
}

/** What stands for one of the types of a union. */
export function memberName(method: string): string {
  return `Of${method.slice("of".length)}`;
}
