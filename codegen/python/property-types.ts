/** Property types in Python: expressions, and the TypedDicts they name. */

import type { Json, Property, PropertyType } from "../../lib/plan/plan.ts";
import { isNeverSent } from "../../lib/plan/presence.ts";
import { deprecationOf, propertyLines, type Speech } from "../model/documentation.ts";
import { valuesKeyword } from "../model/trait-checks.ts";
import { isMember, typePart } from "./python-names.ts";
import { docString, pyString } from "./python-text.ts";

const UNKNOWN = "object";
const NEVER = "_t.NoReturn";

interface Member {
  readonly key: string;
  readonly required: boolean;
  readonly type: string;
  readonly doc: readonly string[];
}

/** Writes the declarations of one module, innermost first, each under a name that nothing else there has. */
export class TypeWriter {
  readonly declarations: string[] = [];
  readonly #speech: Speech;
  readonly #taken = new Set<string>();

  constructor(speech: Speech) {
    this.#speech = speech;
  }

  /** Declares an object under exactly this name. `divided` are ids of properties that a call must name. */
  declare(
    name: string,
    properties: readonly Property[],
    doc: readonly string[],
    divided: ReadonlySet<string> = new Set(),
  ): void {
    this.#taken.add(name.toLowerCase());
    const unique = [...new Map(properties.map((property) => [property.name, property])).values()];
    const members = unique.map((property) => this.#member(name, property, divided.has(property.id)));
    this.declarations.push(this.#object(name, members, doc));
  }

  /** Declares a type of several shapes; a value fits one of them. */
  declareShapes(
    name: string,
    shapes: readonly { readonly label: string; readonly properties: readonly Property[] }[],
    doc: readonly string[],
    divided: ReadonlySet<string>,
  ): void {
    this.#taken.add(name.toLowerCase());
    const names = shapes.map(({ label, properties }) => {
      const shape = this.#free(`${name}${typePart(label)}`);
      this.declare(shape, properties, [], divided);
      return shape;
    });
    this.declarations.push(`${name} = ${union(names)}\n${docString(doc)}`);
  }

  /** Declares an object whose members are already typed. */
  declareMembers(name: string, members: readonly Member[], doc: readonly string[]): void {
    this.declarations.push(this.#object(name, members, doc));
  }

  #free(wanted: string): string {
    for (let count = 1; ; count++) {
      const name = count === 1 ? wanted : `${wanted}${count}`;
      if (this.#taken.has(name.toLowerCase())) continue;
      this.#taken.add(name.toLowerCase());
      return name;
    }
  }

  #member(owner: string, property: Property, isNamed: boolean): Member {
    const path = `${owner}${typePart(property.name)}`;
    const value = isNeverSent(property) ? NEVER : this.type(property.type, path);
    return {
      key: property.name,
      required: property.required || isNamed,
      type: isNamed && value !== UNKNOWN ? union([value, "_t.LeftOut"]) : value,
      doc: this.#docOf(property),
    };
  }

  #docOf(property: Property): string[] {
    const deprecated = deprecationOf(property, this.#speech);
    return [
      ...propertyLines(property, this.#speech),
      ...(deprecated === undefined ? [] : [`Deprecated. ${deprecated}`.trimEnd()]),
    ];
  }

  #object(name: string, members: readonly Member[], doc: readonly string[]): string {
    const typed = members.map((member) => ({
      ...member,
      type: member.required ? member.type : `_t.NotRequired[${member.type}]`,
    }));
    if (members.length > 0 && members.every(({ key }) => isMember(key))) return asClass(name, typed, doc);
    return asCall(name, typed, doc);
  }

  type(type: PropertyType, path: string): string {
    switch (type.kind) {
      case "string":
      case "number":
      case "integer":
      case "boolean":
        return orNone(scalar(type), type.nullable);
      case "null":
        return "None";
      case "object":
        return orNone(type.open ? "_t.Mapping[str, object]" : this.#nested(type.properties, path), type.nullable);
      case "array":
        return orNone(`_t.Array[${this.type(type.items, `${path}Item`)}]`, type.nullable);
      case "union":
        return this.#union(membersOf(type), path);
      case "any":
      case "raw":
        return UNKNOWN;
    }
  }

  /** Lists of several kinds are one list of several kinds of items: checkers cannot tell which of two a literal is meant for. */
  #union(members: readonly PropertyType[], path: string): string {
    const lists = members.filter((member) => member.kind === "array");
    const others = members.filter((member) => member.kind !== "array").map((member) => this.type(member, path));
    if (lists.length < 2) return union(members.map((member) => this.type(member, path)));
    const items = this.#union(
      lists.flatMap(({ items: type }) => membersOf(type)),
      `${path}Item`,
    );
    const nullable = lists.some((list) => list.nullable === true) ? ["None"] : [];
    return union([...others, `_t.Array[${items}]`, ...nullable]);
  }

  #nested(properties: readonly Property[], path: string): string {
    const name = this.#free(path);
    this.declare(name, properties, []);
    return name;
  }
}

function asClass(name: string, members: readonly Member[], doc: readonly string[]): string {
  const lines = members.map(({ key, type, doc: told }) => `    ${key}: ${type}\n${docString(told, "    ")}`);
  const about = docString(doc, "    ");
  return `class ${name}(_t.TypedDict):\n${about === "" ? "" : `${about}\n`}${lines.join("")}`;
}

/** Keys that no class can have as members are written as they are. */
function asCall(name: string, members: readonly Member[], doc: readonly string[]): string {
  const lines = members.map(({ key, type }) => `        ${pyString(key)}: ${type},\n`);
  const told = members
    .filter((member) => member.doc.length > 0)
    .flatMap(({ key, doc: [first = "", ...rest] }) => [
      `- ${pyString(key).replace(/[\\"]/g, "\\$&")}: ${first}`,
      ...rest.map((line) => `  ${line}`.trimEnd()),
    ]);
  const about = [...doc, ...(doc.length > 0 && told.length > 0 ? [""] : []), ...told];
  const body = lines.length === 0 ? "{}" : `{\n${lines.join("")}    }`;
  return `${name} = _t.TypedDict(\n    "${name}",\n    ${body},\n)\n${docString(about)}`;
}

type Scalar = Extract<PropertyType, { kind: "string" | "number" | "integer" | "boolean" }>;

function scalar(type: Scalar): string {
  const values = valuesOf(type);
  if (values !== undefined && hasLiterals(type)) return literals(values);
  return { string: "str", number: "float", integer: "int", boolean: "bool" }[type.kind];
}

function valuesOf(type: Scalar): readonly Json[] | undefined {
  if (type.const !== undefined) return [type.const];
  return "enum" in type ? type.enum : undefined;
}

/** Fractions are no literals in Python: a number among them is typed as any other. */
function hasLiterals(type: Scalar): boolean {
  const values = valuesOf(type) ?? [];
  if (values.length === 0) return true;
  return type.kind !== "number" && values.every((value) => typeof value !== "number" || Number.isSafeInteger(value));
}

function literals(values: readonly Json[]): string {
  if (values.length === 0) return NEVER;
  const texts = values.map((value) =>
    typeof value === "string" ? pyString(value) : typeof value === "boolean" ? (value ? "True" : "False") : `${value}`,
  );
  return `_t.Literal[${[...new Set(texts)].join(", ")}]`;
}

/** The members of a union, those of unions inside it among them. */
function membersOf(type: PropertyType): readonly PropertyType[] {
  return type.kind === "union" ? type.anyOf.flatMap(membersOf) : [type];
}

function orNone(type: string, nullable: boolean | undefined): string {
  return nullable === true ? union([type, "None"]) : type;
}

/** A union with a member that takes any value takes any value. */
export function union(types: readonly string[]): string {
  const unique = [...new Set(types)].filter((type) => type !== NEVER);
  if (unique.includes(UNKNOWN)) return UNKNOWN;
  const [only] = unique;
  if (only === undefined) return NEVER;
  if (unique.length === 2 && unique[1] === "None") return `_t.Optional[${only}]`;
  return unique.length === 1 ? only : `_t.Union[${unique.join(", ")}]`;
}

/** Paths of values that Python's types see as less than the plan says: checked at ingest, and by validation. */
export function loosePaths(properties: readonly Property[], prefix = ""): string[] {
  return properties.flatMap(({ name, type }) => looseIn(type, `${prefix}${name}`));
}

function looseIn(type: PropertyType, path: string): string[] {
  if (looseInPython(type).length > 0) return [path];
  switch (type.kind) {
    case "object":
      return loosePaths(type.properties, `${path}.`);
    case "array":
      return looseIn(type.items, `${path}[]`);
    case "union":
      return type.anyOf.flatMap((member) => looseIn(member, path));
    default:
      return [];
  }
}

/** What Python's type for a value leaves open: a fraction among its values, the names of an open object, which list it is. */
export function looseInPython(type: PropertyType): string[] {
  switch (type.kind) {
    case "raw":
      return ["schema"];
    case "number":
    case "integer":
      return hasLiterals(type) ? [] : valuesKeyword(type);
    case "object":
      return type.open && type.properties.length > 0 ? ["properties"] : [];
    case "union":
      return membersOf(type).filter(({ kind }) => kind === "array").length > 1 ? ["anyOf"] : [];
    default:
      return [];
  }
}
