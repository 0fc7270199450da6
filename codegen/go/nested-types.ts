/** Types of the plan in Go. What needs a type of its own is named after its event and the path to it. */

import type { Property, PropertyType } from "../../lib/plan/plan.ts";
import { isNeverSent } from "../../lib/plan/presence.ts";
import { distinctNames } from "../model/distinct-names.ts";
import { deprecationOf, propertyLines, type Speech } from "../model/documentation.ts";
import { NestedPaths, type Path } from "../model/nested-paths.ts";
import { type Constant, constantsOf, memberNames, membersOf, nullableOf, onlyValueOf } from "../model/type-members.ts";
import { type GoField, type GoNested, type GoObject, type GoType, itemName } from "./go-model.ts";
import { constantName, methodName, nestedName } from "./go-names.ts";
import { goScalar } from "./go-text.ts";

const UNKNOWN: GoType = { name: "any", nullable: true };
const NULL: GoType = { nullable: true };
const SCALARS = { string: "string", number: "float64", integer: "int64", boolean: "bool" } as const;

/** How an object is made of its properties. */
interface ObjectOptions {
  readonly open: boolean;
  /** The path to the namesake of a property. */
  readonly prefixOf: (name: string) => Path;
  /** Ids of properties that a call must speak of. */
  readonly divided?: ReadonlySet<string>;
}

export class NestedTypes {
  private readonly owner: string;
  private readonly speech: Speech;
  private readonly paths = new NestedPaths(nestedName);
  private readonly declared = new Map<string, GoNested>();

  /** `owner` is the name before the `_` of all nested ones. */
  constructor(owner: string, speech: Speech) {
    this.owner = owner;
    this.speech = speech;
  }

  announce(properties: readonly Property[], prefix: Path): void {
    this.paths.announce(properties, prefix);
  }

  /** `taken` are other names after the `_` of the owner. */
  settle(taken: readonly string[]): void {
    this.paths.settle(taken);
  }

  all(): GoNested[] {
    return [...this.declared.values()];
  }

  object(properties: readonly Property[], { open, prefixOf, divided = new Set() }: ObjectOptions): GoObject {
    const sent = [...new Map(properties.map((property) => [property.name, property])).values()].filter(
      (property) => !isNeverSent(property),
    );
    const methods = distinctNames(
      sent,
      ({ name }) => name,
      ({ name }) => methodName(name),
    );
    const presets: GoObject["presets"][number][] = [];
    const fields: GoField[] = [];
    sent.forEach((property, slot) => {
      const mayBeLeft = divided.has(property.id);
      const preset = mayBeLeft || !property.required ? undefined : onlyValueOf(property.type);
      if (preset !== undefined) presets.push({ slot, key: property.name, expression: goScalar(preset) });
      else {
        const path = [...prefixOf(property.name), property.name];
        fields.push({ slot, ...this.field(property, path, methods.get(property) ?? ""), mayBeLeft });
      }
    });
    return { presets, fields: fields.map((field) => (field.mayBeLeft ? { ...field, required: true } : field)), open };
  }

  private field(property: Property, path: Path, method: string): Omit<GoField, "slot" | "mayBeLeft"> {
    const deprecated = deprecationOf(property, this.speech);
    return {
      key: property.name,
      method,
      type: this.type(property.type, path),
      required: property.required,
      doc: propertyLines(property, this.speech),
      ...(deprecated === undefined ? {} : { deprecated }),
    };
  }

  private type(type: PropertyType, path: Path): GoType {
    const constants = constantsOf(type);
    if (constants !== undefined) return named(this.enum(path, constants, type.kind), nullableOf(type));
    switch (type.kind) {
      case "string":
      case "number":
      case "integer":
      case "boolean":
        return { name: SCALARS[type.kind], nullable: nullableOf(type) };
      case "null":
        return NULL;
      case "object": {
        const made = this.nestedObject(path, type.properties, type.open);
        return { name: `${made.name}_Object`, nullable: nullableOf(type) };
      }
      case "array": {
        const item = this.type(type.items, [...path, "item"]);
        return { name: `[]${itemName(item)}`, nullable: nullableOf(type), item };
      }
      case "union":
        return this.union(type, path);
      case "any":
      case "raw":
        return UNKNOWN;
    }
  }

  private declare(path: Path, make: (name: string) => GoNested): GoNested {
    const key = JSON.stringify(path);
    const known = this.declared.get(key);
    if (known !== undefined) return known;
    const made = make(`${this.owner}_${this.paths.nameOf(path)}`);
    this.declared.set(key, made);
    return made;
  }

  private enum(path: Path, values: readonly Constant[], kind: PropertyType["kind"]): GoNested {
    return this.declare(path, (name) => {
      const names = distinctNames(values, (value) => JSON.stringify(value), constantName);
      const constants = values.map((value) => ({ name: `${name}_${names.get(value) ?? ""}`, value }));
      return { kind: "enum", name, type: enumType(kind, values), constants };
    });
  }

  private nestedObject(path: Path, properties: readonly Property[], open: boolean): GoNested {
    return this.declare(path, (name) => ({
      kind: "object",
      name,
      object: this.object(properties, { open, prefixOf: () => path }),
    }));
  }

  private union(type: PropertyType, path: Path): GoType {
    const members = membersOf(type);
    if (members === undefined) return UNKNOWN;
    const { types, nullable } = members;
    const [only] = types;
    if (only === undefined) return NULL;
    if (types.length === 1) return { ...this.type(only, path), nullable };
    const names = memberNames(types);
    const declaration = this.declare(path, (name) => ({
      kind: "union",
      name,
      members: types.map((member, at) => ({
        name: `${name}_${nestedName([names[at] ?? ""])}`,
        type: this.type(member, [...path, names[at] ?? ""]),
      })),
    }));
    return named(declaration, nullable);
  }
}

function named({ name }: GoNested, nullable: boolean): GoType {
  return { name, nullable };
}

function enumType(kind: PropertyType["kind"], values: readonly Constant[]): "string" | "int64" | "float64" | "bool" {
  if (kind === "string") return "string";
  if (kind === "boolean") return "bool";
  return kind === "integer" && values.every(Number.isSafeInteger) ? "int64" : "float64";
}
