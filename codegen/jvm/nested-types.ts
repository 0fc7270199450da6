/** Types of the plan on the JVM. What needs a class of its own is nested in the class of its event, named by the path to it. */

import type { Property, PropertyType } from "../../lib/plan/plan.ts";
import { isNeverSent } from "../../lib/plan/presence.ts";
import { distinctNames } from "../model/distinct-names.ts";
import { deprecationOf, propertyLines, type Speech } from "../model/documentation.ts";
import { NestedPaths, type Path } from "../model/nested-paths.ts";
import { type Constant, constantsOf, memberNames, membersOf, nullableOf, onlyValueOf } from "../model/type-members.ts";
import type { JvmField, JvmNested, JvmObject, JvmType } from "./jvm-model.ts";
import { constantName, type JvmNames, upperFirst } from "./jvm-names.ts";

const UNKNOWN: JvmType = { kind: "any", nullable: true };
const NULL: JvmType = { kind: "null", nullable: true };

export class NestedTypes {
  private readonly speech: Speech;
  private readonly called: JvmNames;
  private readonly paths: NestedPaths;
  private readonly declared = new Map<string, JvmNested>();

  constructor(speech: Speech, called: JvmNames) {
    this.speech = speech;
    this.called = called;
    this.paths = new NestedPaths((path) => called.nestedName(path));
  }

  announce(properties: readonly Property[], prefix: Path): void {
    this.paths.announce(properties, prefix);
  }

  /** `taken` are names in the class around the nested ones. */
  settle(taken: readonly string[]): void {
    this.paths.settle(taken);
  }

  all(): JvmNested[] {
    return [...this.declared.values()];
  }

  /** `prefixOf` is the path to the namesake of a property; `divided` are ids of properties that a call must speak of. */
  object(
    properties: readonly Property[],
    open: boolean,
    prefixOf: (name: string) => Path,
    divided: ReadonlySet<string> = new Set(),
  ): JvmObject {
    const sent = [...new Map(properties.map((property) => [property.name, property])).values()].filter(
      (property) => !isNeverSent(property),
    );
    const methods = distinctNames(
      sent,
      ({ name }) => name,
      ({ name }) => this.called.methodName(name),
    );
    const taken = new Set([...methods.values()].map((name) => name.toLowerCase()));
    const presets: JvmObject["presets"][number][] = [];
    const fields: JvmField[] = [];
    sent.forEach((property, slot) => {
      const isDivided = divided.has(property.id);
      const preset = isDivided || !property.required ? undefined : onlyValueOf(property.type);
      if (preset !== undefined) presets.push({ slot, value: preset });
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
  ): JvmField {
    const deprecated = deprecationOf(property, this.speech);
    const without = `without${upperFirst(method)}`;
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

  private type(type: PropertyType, path: Path): JvmType {
    const constants = constantsOf(type);
    if (constants !== undefined) return this.nested(this.enum(path, constants), nullableOf(type));
    switch (type.kind) {
      case "string":
      case "number":
      case "integer":
      case "boolean":
        return { kind: type.kind, nullable: nullableOf(type) };
      case "null":
        return NULL;
      case "object":
        return this.nested(this.nestedObject(path, type.properties, type.open), nullableOf(type));
      case "array":
        return { kind: "list", item: this.type(type.items, [...path, "item"]), nullable: nullableOf(type) };
      case "union":
        return this.union(type, path);
      case "any":
      case "raw":
        return UNKNOWN;
    }
  }

  private nested(declaration: JvmNested, nullable: boolean): JvmType {
    return { kind: "named", name: declaration.name, nullable };
  }

  private declare(path: Path, make: (name: string) => JvmNested): JvmNested {
    const key = JSON.stringify(path);
    const known = this.declared.get(key);
    if (known !== undefined) return known;
    const made = make(this.paths.nameOf(path));
    this.declared.set(key, made);
    return made;
  }

  private enum(path: Path, values: readonly Constant[]): JvmNested {
    return this.declare(path, (name) => {
      const names = distinctNames(values, (value) => JSON.stringify(value), constantName);
      const constants = values.map((value) => ({ name: names.get(value) ?? "", value }));
      return { kind: "enum", name, constants };
    });
  }

  private nestedObject(path: Path, properties: readonly Property[], open: boolean): JvmNested {
    return this.declare(path, (name) => ({
      kind: "object",
      name,
      object: this.object(properties, open, () => path),
    }));
  }

  private union(type: PropertyType, path: Path): JvmType {
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
        method: `of${upperFirst(names[at] ?? "")}`,
        type: this.type(member, [...path, names[at] ?? ""]),
      })),
    }));
    return this.nested(declaration, nullable);
  }

  private orNull(type: PropertyType, path: Path): JvmType {
    return this.type({ ...type, nullable: true } as PropertyType, path);
  }
}
