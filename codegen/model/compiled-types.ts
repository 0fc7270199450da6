/** Types of the plan in a compiled language: each kind is found here once, what it is called is said by the language. */

import type { Property, PropertyType } from "../../lib/plan/plan.ts";
import { isNeverSent } from "../../lib/plan/presence.ts";
import type { CompiledField } from "./compiled-model.ts";
import { distinctNames } from "./distinct-names.ts";
import { deprecationOf, propertyLines, type Speech } from "./documentation.ts";
import { NestedPaths, type Path } from "./nested-paths.ts";
import { type Constant, constantsOf, memberNames, membersOf, nullableOf, onlyValueOf } from "./type-members.ts";

/** How an object is made of its properties. */
export interface ObjectOptions {
  readonly open: boolean;
  /** The path to the namesake of a property. */
  readonly prefixOf: (name: string) => Path;
  /** Ids of properties that a call must speak of. */
  readonly divided?: ReadonlySet<string>;
}

export type ScalarKind = "boolean" | "integer" | "number" | "string";

/** One of the values that a type lists, and its constant. */
export interface NamedConstant {
  readonly name: string;
  readonly value: Constant;
}

/** One type of several, and the word for it. */
export interface NamedMember<Type> {
  readonly word: string;
  readonly type: Type;
}

/** What a language calls types and what is declared for them. */
export interface TypeWords<Type, Declared> {
  readonly unknown: Type;
  readonly onlyNull: Type;
  readonly scalar: (kind: ScalarKind, nullable: boolean) => Type;
  readonly list: (item: Type, nullable: boolean) => Type;
  readonly named: (declared: Declared, nullable: boolean) => Type;
  readonly nestedName: (path: Path) => string;
  readonly methodName: (key: string) => string;
  readonly constantName: (value: Constant) => string;
  readonly enum: (name: string, constants: readonly NamedConstant[], kind: ScalarKind) => Declared;
  readonly union: (name: string, members: readonly NamedMember<Type>[]) => Declared;
}

/** The properties of one object as calls give them. */
export interface ObjectParts<Type> {
  /** On the wire, in the order of the plan. */
  readonly keys: readonly string[];
  /** What the keys are called, in the same order. */
  readonly methods: readonly string[];
  /** Slots with the one value the plan allows. */
  readonly presets: readonly { readonly slot: number; readonly key: string; readonly value: Constant | null }[];
  /** A divided one may be left out by saying so. */
  readonly fields: readonly (CompiledField<Type> & { readonly isDivided: boolean })[];
}

export abstract class CompiledTypes<Type, Declared> extends NestedPaths {
  private readonly speech: Speech;
  private readonly words: TypeWords<Type, Declared>;
  private readonly declared = new Map<string, Declared>();

  constructor(speech: Speech, words: TypeWords<Type, Declared>) {
    super(words.nestedName);
    this.speech = speech;
    this.words = words;
  }

  /** The declaration of an object that stands in another. */
  protected abstract nestedObject(name: string, properties: readonly Property[], options: ObjectOptions): Declared;

  /** All that was declared so far. */
  all(): Declared[] {
    return [...this.declared.values()];
  }

  /** Of properties of one name the last counts; what no source sends is not there. */
  protected partsOf(
    properties: readonly Property[],
    { prefixOf, divided = new Set() }: ObjectOptions,
  ): ObjectParts<Type> {
    const last = new Map(properties.map((property) => [property.name, property]));
    const sent = [...last.values()].filter((property) => !isNeverSent(property));
    const methods = distinctNames(
      sent,
      ({ name }) => name,
      ({ name }) => this.words.methodName(name),
    );
    const presets: ObjectParts<Type>["presets"][number][] = [];
    const fields: ObjectParts<Type>["fields"][number][] = [];
    sent.forEach((property, slot) => {
      const { id, name: key, required, type } = property;
      const isDivided = divided.has(id);
      const preset = isDivided || !required ? undefined : onlyValueOf(type);
      if (preset !== undefined) {
        presets.push({ slot, key, value: preset });
        return;
      }
      const deprecated = deprecationOf(property, this.speech);
      fields.push({
        slot,
        key,
        method: methods.get(property) ?? "",
        type: this.type(type, [...prefixOf(key), key]),
        required: required || isDivided,
        isDivided,
        doc: propertyLines(property, this.speech),
        ...(deprecated === undefined ? {} : { deprecated }),
      });
    });
    return {
      keys: sent.map(({ name }) => name),
      methods: sent.map((property) => methods.get(property) ?? ""),
      presets,
      fields,
    };
  }

  private type(type: PropertyType, path: Path): Type {
    const { words } = this;
    const nullable = nullableOf(type);
    switch (type.kind) {
      case "string":
      case "number":
      case "integer":
      case "boolean": {
        const constants = constantsOf(type);
        return constants === undefined
          ? words.scalar(type.kind, nullable)
          : words.named(this.enum(path, constants, type.kind), nullable);
      }
      case "null":
        return words.onlyNull;
      case "object": {
        const { properties, open } = type;
        const options = { open, prefixOf: () => path };
        return words.named(
          this.declare(path, (name) => this.nestedObject(name, properties, options)),
          nullable,
        );
      }
      case "array":
        return words.list(this.type(type.items, [...path, "item"]), nullable);
      case "union":
        return this.union(type, path);
      case "any":
      case "raw":
        return words.unknown;
    }
  }

  private declare(path: Path, make: (name: string) => Declared): Declared {
    const key = JSON.stringify(path);
    const known = this.declared.get(key);
    if (known !== undefined) return known;
    const made = make(this.nameOf(path));
    this.declared.set(key, made);
    return made;
  }

  private enum(path: Path, values: readonly Constant[], kind: ScalarKind): Declared {
    return this.declare(path, (name) => {
      const names = distinctNames(values, (value) => JSON.stringify(value), this.words.constantName);
      const constants = values.map((value) => ({ name: names.get(value) ?? "", value }));
      return this.words.enum(name, constants, kind);
    });
  }

  private union(type: PropertyType, path: Path): Type {
    const { words } = this;
    const members = membersOf(type);
    if (members === undefined) return words.unknown;
    const { types, nullable } = members;
    const [only] = types;
    if (only === undefined) return words.onlyNull;
    if (types.length === 1) return this.type({ ...only, nullable } as PropertyType, path);
    const found = memberNames(types);
    const declaration = this.declare(path, (name) =>
      words.union(
        name,
        types.map((member, at) => ({ word: found[at] ?? "", type: this.type(member, [...path, found[at] ?? ""]) })),
      ),
    );
    return words.named(declaration, nullable);
  }
}
