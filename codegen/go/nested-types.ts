/** Types of the plan in Go. What needs a type of its own is named after its event and the path to it. */

import type { Property, PropertyType } from "../../lib/plan/plan.ts";
import { CompiledTypes, type ObjectOptions, type ScalarKind, type TypeWords } from "../model/compiled-types.ts";
import type { Speech } from "../model/documentation.ts";
import { valuesKeyword } from "../model/trait-checks.ts";
import { type Constant, onlyValueOf } from "../model/type-members.ts";
import { type GoNested, type GoObject, type GoType, itemName } from "./go-model.ts";
import { constantName, methodName, nestedName } from "./go-names.ts";
import { goScalar } from "./go-text.ts";

const SCALARS = { string: "string", number: "float64", integer: "int64", boolean: "bool" } as const;

export class NestedTypes extends CompiledTypes<GoType, GoNested> {
  private readonly owner: string;

  /** `owner` is the name before the `_` of all nested ones. */
  constructor(owner: string, speech: Speech) {
    super(speech, wordsOf(owner));
    this.owner = owner;
  }

  object(properties: readonly Property[], options: ObjectOptions): GoObject {
    const { presets, fields } = this.partsOf(properties, options);
    return {
      presets: presets.map(({ slot, key, value }) => ({ slot, key, expression: goScalar(value) })),
      fields: fields.map(({ isDivided, ...field }) => ({ ...field, mayBeLeft: isDivided })),
      open: options.open,
    };
  }

  protected nestedObject(name: string, properties: readonly Property[], options: ObjectOptions): GoNested {
    return { kind: "object", name: `${this.owner}_${name}`, object: this.object(properties, options) };
  }
}

/**
 * What Go's type for a value leaves open: a literal is a value of any type of its kind, one of the plan's or not. Constants that
 * are filled in are not given.
 */
export function looseInGo(type: PropertyType, owner?: Property): string[] {
  const isFilledIn = owner?.required === true && onlyValueOf(type) !== undefined;
  return isFilledIn ? [] : valuesKeyword(type);
}

function wordsOf(owner: string): TypeWords<GoType, GoNested> {
  return {
    unknown: { name: "any", nullable: true },
    onlyNull: { nullable: true },
    scalar: (kind, nullable) => ({ name: SCALARS[kind], nullable }),
    list: (item, nullable) => ({ name: `[]${itemName(item)}`, nullable, item }),
    named: ({ kind, name }, nullable) => ({ name: kind === "object" ? `${name}_Object` : name, nullable }),
    nestedName,
    methodName,
    constantName,
    enum: (local, values, kind) => {
      const name = `${owner}_${local}`;
      const constants = values.map((constant) => ({ ...constant, name: `${name}_${constant.name}` }));
      return { kind: "enum", name, type: enumType(kind, values), constants };
    },
    union: (local, members) => {
      const name = `${owner}_${local}`;
      return {
        kind: "union",
        name,
        members: members.map(({ word, type }) => ({ name: `${name}_${nestedName([word])}`, type })),
      };
    },
  };
}

type EnumType = "string" | "int64" | "float64" | "bool";

function enumType(kind: ScalarKind, values: readonly { readonly value: Constant }[]): EnumType {
  if (kind === "string") return "string";
  if (kind === "boolean") return "bool";
  return kind === "integer" && values.every(({ value }) => Number.isSafeInteger(value)) ? "int64" : "float64";
}
