/** What an SDK of a language of the JVM is made of, all names and types decided. Printers read this and decide nothing. */

import type { Json, JsonObject } from "../../lib/plan/plan.ts";
import type { Purposes } from "../model/purposes.ts";
import type { Spec } from "../spec/spec.ts";

/** What a property takes; a printer says it in its language. Null is a value of its own where a type is nullable. */
export type JvmType =
  | { readonly kind: "any" | "boolean" | "integer" | "null" | "number" | "string"; readonly nullable: boolean }
  | { readonly kind: "named"; readonly name: string; readonly nullable: boolean }
  | { readonly kind: "list"; readonly item: JvmType; readonly nullable: boolean };

export interface JvmField {
  /** Where its key stands in the keys of the object. */
  readonly slot: number;
  readonly key: string;
  readonly method: string;
  readonly type: JvmType;
  /** Every call has to speak of it. */
  readonly required: boolean;
  /** A call may say that it is left out: the method for that, where methods are called. */
  readonly without?: string;
  readonly doc: readonly string[];
  /** Escaped, one line. */
  readonly deprecated?: string;
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
  | {
      readonly kind: "enum";
      readonly name: string;
      readonly constants: readonly { readonly name: string; readonly value: string | number | boolean }[];
    }
  | { readonly kind: "object"; readonly name: string; readonly object: JvmObject }
  | {
      readonly kind: "union";
      readonly name: string;
      readonly members: readonly { readonly method: string; readonly type: JvmType }[];
    };

export interface JvmEvent {
  readonly className: string;
  readonly id: string;
  readonly version: number;
  readonly callType: string;
  readonly wireName: string;
  /** Classes it was before, newest first. */
  readonly aliases: readonly string[];
  readonly doc: readonly string[];
  readonly deprecated?: string;
  /** The class of the event to use instead of a deprecated one. */
  readonly replacement?: string;
  readonly fixed: JsonObject;
  readonly superKeys: readonly string[];
  readonly purposes: Purposes;
  /** What the properties must satisfy, with patterns as the JVM reads them. */
  readonly spec: Spec;
  /** What only the server checks, as paths and keywords; raw plan text. */
  readonly ingestOnly: readonly string[];
  /** One per variant; the only one of an event without variants has no name. */
  readonly shapes: readonly { readonly name?: string; readonly object: JvmObject }[];
  readonly nested: readonly JvmNested[];
}

export interface JvmTraits {
  readonly purposes: Purposes;
  readonly object: JvmObject;
  readonly nested: readonly JvmNested[];
}

export interface JvmGroup extends JvmTraits {
  readonly className: string;
  readonly wireName: string;
}

export interface JvmSdk {
  readonly slug: string;
  readonly packageName: string;
  readonly version: number;
  readonly hash: string;
  readonly purposes: readonly { readonly constant: string; readonly purpose: string }[];
  /** Those of them that stand until people object. */
  readonly objectable: readonly string[];
  readonly superProperties: JvmTraits;
  readonly user: JvmTraits;
  readonly groups: readonly JvmGroup[];
  readonly firstGroup?: string;
  /** Sorted by class. */
  readonly events: readonly JvmEvent[];
}
