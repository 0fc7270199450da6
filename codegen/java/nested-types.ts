/** Types of the plan in Java. What needs a class of its own is nested in the class of its event, named by the path to it. */

import { canonicalJson } from "../../lib/plan/canonical-json.ts";
import type { Property, PropertyType } from "../../lib/plan/plan.ts";
import { isNeverSent } from "../../lib/plan/presence.ts";
import { deprecationOf, propertyLines, type Speech } from "../model/documentation.ts";
import type { JavaField, JavaNested, JavaObject, JavaType } from "./java-model.ts";
import { constantName, distinctNames, methodName, nestedName, stepName } from "./java-names.ts";
import { javaScalar } from "./java-text.ts";

type Path = readonly string[];
type Constant = string | number | boolean;

/** A larger enum does not fit the one method that makes its constants. */
const MAX_CONSTANTS = 1000;

const UNKNOWN: JavaType = { parameters: ["Object"], boxed: "?", nullable: true };
const NULL: JavaType = { parameters: [], boxed: "?", nullable: true };

/** The values a type allows one by one; undefined when it is not such a type, or there are too many. */
function constantsOf(type: PropertyType): readonly Constant[] | undefined {
  if (type.kind !== "string" && type.kind !== "number" && type.kind !== "integer" && type.kind !== "boolean") return;
  const values: readonly Constant[] | undefined =
    type.const !== undefined ? [type.const] : "enum" in type ? type.enum : undefined;
  return values === undefined || values.length > MAX_CONSTANTS ? undefined : [...new Set(values)];
}

function nullableOf(type: PropertyType): boolean {
  return type.kind === "null" || ("nullable" in type && type.nullable === true);
}

interface Members {
  readonly types: readonly PropertyType[];
  readonly nullable: boolean;
}

/** The members of a union, unions inside it included, each once; null is told apart. Nothing when any value fits. */
function membersOf(type: PropertyType): Members | undefined {
  if (type.kind === "any" || type.kind === "raw") return undefined;
  if (type.kind !== "union") {
    return { types: type.kind === "null" ? [] : [{ ...type, nullable: false }], nullable: nullableOf(type) };
  }
  const found = type.anyOf.map(membersOf);
  const known = found.filter((members) => members !== undefined);
  if (known.length < found.length) return undefined;
  const types = new Map(known.flatMap((members) => members.types.map((one) => [canonicalJson(one), one])));
  return { types: [...types.values()], nullable: known.some(({ nullable }) => nullable) };
}

/** What the methods of a union are called after: the kinds of its members, counted where one repeats. */
function memberNames(types: readonly PropertyType[]): string[] {
  const seen = new Map<string, number>();
  return types.map(({ kind }) => {
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    return count === 1 ? kind : `${kind}${count}`;
  });
}

export class NestedTypes {
  private readonly speech: Speech;
  private readonly paths = new Map<string, Path>();
  private names: ReadonlyMap<string, string> = new Map();
  private readonly declared = new Map<string, JavaNested>();

  constructor(speech: Speech) {
    this.speech = speech;
  }

  /** Every object is announced before the first is built: a name depends on all that would be like it. */
  announce(properties: readonly Property[], prefix: Path): void {
    for (const { name, type } of properties) this.announceType(type, [...prefix, name]);
  }

  /** `taken` are names in the class around the nested ones. */
  settle(taken: readonly string[]): void {
    const keys = [...this.paths.keys()];
    this.names = distinctNames(
      keys,
      (key) => key,
      (key) => nestedName(this.paths.get(key) ?? []),
      taken,
    );
  }

  all(): JavaNested[] {
    return [...this.declared.values()];
  }

  private announceType(type: PropertyType, path: Path): void {
    if (constantsOf(type) !== undefined) this.paths.set(JSON.stringify(path), path);
    else if (type.kind === "object") {
      this.paths.set(JSON.stringify(path), path);
      this.announce(type.properties, path);
    } else if (type.kind === "array") this.announceType(type.items, [...path, "item"]);
    else if (type.kind === "union") this.announceUnion(type, path);
  }

  private announceUnion(type: PropertyType, path: Path): void {
    const types = membersOf(type)?.types ?? [];
    const [only] = types;
    if (only === undefined) return;
    if (types.length === 1) {
      this.announceType(only, path);
      return;
    }
    this.paths.set(JSON.stringify(path), path);
    const names = memberNames(types);
    types.forEach((member, at) => {
      this.announceType(member, [...path, names[at] ?? ""]);
    });
  }

  /** `prefixOf` is the path to the namesake of a property; `divided` are ids of properties that a call must speak of. */
  object(
    properties: readonly Property[],
    open: boolean,
    prefixOf: (name: string) => Path,
    divided: ReadonlySet<string> = new Set(),
  ): JavaObject {
    const sent = [...new Map(properties.map((property) => [property.name, property])).values()].filter(
      (property) => !isNeverSent(property),
    );
    const methods = distinctNames(
      sent,
      ({ name }) => name,
      ({ name }) => methodName(name),
    );
    const taken = new Set([...methods.values()].map((name) => name.toLowerCase()));
    const presets: JavaObject["presets"][number][] = [];
    const fields: JavaField[] = [];
    sent.forEach((property, slot) => {
      const isDivided = divided.has(property.id);
      const preset = isDivided || !property.required ? undefined : onlyValue(property.type);
      if (preset !== undefined) presets.push({ slot, expression: preset });
      else {
        const path = [...prefixOf(property.name), property.name];
        fields.push(this.field(property, slot, methods.get(property) ?? "", path, isDivided, taken));
      }
    });
    return { keys: sent.map(({ name }) => name), presets, fields, open };
  }

  private field(
    property: Property,
    slot: number,
    method: string,
    path: Path,
    isDivided: boolean,
    taken: ReadonlySet<string>,
  ): JavaField {
    const deprecated = deprecationOf(property, this.speech);
    const without = `without${stepName(method).slice("Needs".length)}`;
    return {
      slot,
      key: property.name,
      method,
      type: this.type(property.type, path),
      required: property.required || isDivided,
      ...(isDivided ? { without: taken.has(without.toLowerCase()) ? `${without}_` : without } : {}),
      doc: propertyLines(property, this.speech),
      ...(deprecated === undefined ? {} : { deprecated }),
    };
  }

  private type(type: PropertyType, path: Path): JavaType {
    const constants = constantsOf(type);
    if (constants !== undefined) return this.nested(this.enum(path, constants), nullableOf(type));
    switch (type.kind) {
      case "string":
        return { parameters: ["String"], boxed: "String", nullable: nullableOf(type) };
      case "number":
        return numeric("double", "Double", "? extends Number", nullableOf(type));
      case "integer":
        return numeric("long", "Long", "Long", nullableOf(type));
      case "boolean":
        return { parameters: [nullableOf(type) ? "Boolean" : "boolean"], boxed: "Boolean", nullable: nullableOf(type) };
      case "null":
        return NULL;
      case "object":
        return this.nested(this.nestedObject(path, type.properties, type.open), nullableOf(type));
      case "array": {
        const item = this.type(type.items, [...path, "item"]);
        const items = `Iterable<${item.boxed}>`;
        return { parameters: [items], boxed: `? extends ${items}`, nullable: nullableOf(type), item };
      }
      case "union":
        return this.union(type, path);
      case "any":
      case "raw":
        return UNKNOWN;
    }
  }

  private nested(declaration: JavaNested, nullable: boolean): JavaType {
    return { parameters: [declaration.name], boxed: declaration.name, nullable };
  }

  private declare(path: Path, make: (name: string) => JavaNested): JavaNested {
    const key = JSON.stringify(path);
    const known = this.declared.get(key);
    if (known !== undefined) return known;
    const made = make(this.names.get(key) ?? nestedName(path));
    this.declared.set(key, made);
    return made;
  }

  private enum(path: Path, values: readonly Constant[]): JavaNested {
    return this.declare(path, (name) => {
      const names = distinctNames(values, (value) => JSON.stringify(value), constantName);
      const constants = values.map((value) => ({ name: names.get(value) ?? "", value }));
      return { kind: "enum", name, constants };
    });
  }

  private nestedObject(path: Path, properties: readonly Property[], open: boolean): JavaNested {
    return this.declare(path, (name) => ({
      kind: "object",
      name,
      object: this.object(properties, open, () => path),
    }));
  }

  private union(type: PropertyType, path: Path): JavaType {
    const members = membersOf(type);
    if (members === undefined) return UNKNOWN;
    const { types, nullable } = members;
    const [only] = types;
    if (only === undefined) return NULL;
    if (types.length === 1) return { ...this.type(only, path), ...(nullable ? this.orNull(only, path) : {}) };
    const names = memberNames(types);
    const declaration = this.declare(path, (name) => ({
      kind: "union",
      name,
      members: types.map((member, at) => ({
        method: `of${stepName(names[at] ?? "").slice("Needs".length)}`,
        type: this.type(member, [...path, names[at] ?? ""]),
      })),
    }));
    return this.nested(declaration, nullable);
  }

  private orNull(type: PropertyType, path: Path): JavaType {
    return this.type({ ...type, nullable: true } as PropertyType, path);
  }
}

function numeric(primitive: string, box: string, boxed: string, nullable: boolean): JavaType {
  return { parameters: nullable ? [primitive, box] : [primitive], boxed, nullable };
}

/** The only value that fits, as an expression. */
function onlyValue(type: PropertyType): string | undefined {
  if (type.kind === "null") return "null";
  const values = nullableOf(type) ? undefined : constantsOf(type);
  const [only] = values ?? [];
  return only === undefined || values?.length !== 1 ? undefined : javaScalar(only);
}
