/** What a Go SDK is made of, all names and types decided. Printers read this and decide nothing. */

import type { CompiledEvent, CompiledField, CompiledSdk, CompiledTraits } from "../model/compiled-model.ts";
import type { NamedConstant } from "../model/compiled-types.ts";

/** A type as the setter of a property takes it. */
export interface GoType {
  /** Undefined when the only value is null. */
  readonly name?: string;
  /** Whether null is a value of its own. */
  readonly nullable: boolean;
  /** Of a list: what it holds. */
  readonly item?: GoType;
}

/** As an item of a list: null is a nil pointer. */
export function itemName({ name, nullable }: GoType): string {
  if (name === undefined || name === "any") return "any";
  return nullable ? `*${name}` : name;
}

export interface GoField extends CompiledField<GoType> {
  /** A call may go past it by saying that it is left out. */
  readonly mayBeLeft: boolean;
}

/** An object that is made step by step. */
export interface GoObject {
  /** Keys with the one value the plan allows, as an expression. */
  readonly presets: readonly { readonly slot: number; readonly key: string; readonly expression: string }[];
  readonly fields: readonly GoField[];
  /** Takes keys that the plan does not name. */
  readonly open: boolean;
}

export type GoNested =
  | {
      readonly kind: "enum";
      readonly name: string;
      readonly type: "string" | "int64" | "float64" | "bool";
      readonly constants: readonly NamedConstant[];
    }
  | { readonly kind: "object"; readonly name: string; readonly object: GoObject }
  | {
      readonly kind: "union";
      readonly name: string;
      readonly members: readonly { readonly name: string; readonly type: GoType }[];
    };

export interface GoEvent extends CompiledEvent {
  readonly name: string;
  /** One per variant, each with its function. */
  readonly shapes: readonly { readonly name: string; readonly object: GoObject }[];
  readonly nested: readonly GoNested[];
}

export interface GoTraits extends CompiledTraits<GoObject, GoNested> {
  /** The type. */
  readonly name: string;
}

export interface GoGroup extends GoTraits {
  readonly wireName: string;
}

export interface GoSdk extends CompiledSdk {
  readonly module: string;
  readonly purposes: readonly { readonly name: string; readonly purpose: string }[];
  readonly superProperties: GoTraits;
  readonly user: GoTraits;
  readonly groups: readonly GoGroup[];
  /** Sorted by name. */
  readonly events: readonly GoEvent[];
}
