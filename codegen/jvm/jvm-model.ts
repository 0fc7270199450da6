/** What an SDK of a language of the JVM is made of, all names and types decided. Printers read this and decide nothing. */

import type { Json } from "../../lib/plan/plan.ts";
import type { CompiledEvent, CompiledField, CompiledSdk, CompiledTraits } from "../model/compiled-model.ts";
import type { NamedConstant, ScalarKind } from "../model/compiled-types.ts";

/** What a property takes; a printer says it in its language. Null is a value of its own where a type is nullable. */
export type JvmType =
  | { readonly kind: ScalarKind | "any" | "null"; readonly nullable: boolean }
  | { readonly kind: "named"; readonly name: string; readonly nullable: boolean }
  | { readonly kind: "list"; readonly item: JvmType; readonly nullable: boolean };

export interface JvmField extends CompiledField<JvmType> {
  /** A call may say that it is left out: the method for that, where methods are called. */
  readonly without?: string;
}

/** An object that an application makes. */
export interface JvmObject {
  /** On the wire, in the order of the plan. */
  readonly keys: readonly string[];
  /** Slots with the one value the plan allows. */
  readonly presets: readonly { readonly slot: number; readonly value: Json }[];
  readonly fields: readonly JvmField[];
  /** Takes keys that the plan does not name. */
  readonly open: boolean;
}

export type JvmNested =
  | { readonly kind: "enum"; readonly name: string; readonly constants: readonly NamedConstant[] }
  | { readonly kind: "object"; readonly name: string; readonly object: JvmObject }
  | {
      readonly kind: "union";
      readonly name: string;
      readonly members: readonly { readonly method: string; readonly type: JvmType }[];
    };

export interface JvmEvent extends CompiledEvent {
  readonly className: string;
  /** The class of the event to use instead of a deprecated one. */
  readonly replacement?: string;
  /** One per variant; the only one of an event without variants has no name. */
  readonly shapes: readonly { readonly name?: string; readonly object: JvmObject }[];
  readonly nested: readonly JvmNested[];
}

export type JvmTraits = CompiledTraits<JvmObject, JvmNested>;

export interface JvmGroup extends JvmTraits {
  readonly className: string;
  readonly wireName: string;
}

export interface JvmSdk extends CompiledSdk {
  readonly purposes: readonly { readonly constant: string; readonly purpose: string }[];
  readonly superProperties: JvmTraits;
  readonly user: JvmTraits;
  readonly groups: readonly JvmGroup[];
  /** Sorted by class. */
  readonly events: readonly JvmEvent[];
}
