/** What a Java SDK is made of, all names and types decided. Printers read this and decide nothing. */

import type { JsonObject } from "../../lib/plan/plan.ts";
import type { Purposes } from "../model/purposes.ts";
import type { Spec } from "../spec/spec.ts";

/** A type as the setter of a property takes it. */
export interface JavaType {
  /** Types of the one parameter, one per overload; none when the only value is null. */
  readonly parameters: readonly string[];
  /** As an item of a list, or of whatever else takes objects only. */
  readonly boxed: string;
  /** Whether null is a value of its own. */
  readonly nullable: boolean;
  /** Of a list: what it holds. */
  readonly item?: JavaType;
}

export interface JavaField {
  /** Where its key stands in the keys of the object. */
  readonly slot: number;
  readonly key: string;
  readonly method: string;
  readonly type: JavaType;
  /** Every builder has to go past it. */
  readonly required: boolean;
  /** A builder may go past it by saying that it is left out: the method for that. */
  readonly without?: string;
  readonly doc: readonly string[];
  /** Escaped, one line. */
  readonly deprecated?: string;
}

/** An object that a builder makes. */
export interface JavaObject {
  /** On the wire, in the order of the plan. */
  readonly keys: readonly string[];
  /** Slots with the one value the plan allows, as an expression. */
  readonly presets: readonly { readonly slot: number; readonly expression: string }[];
  readonly fields: readonly JavaField[];
  /** Takes keys that the plan does not name. */
  readonly open: boolean;
}

export type JavaNested =
  | {
      readonly kind: "enum";
      readonly name: string;
      readonly constants: readonly { readonly name: string; readonly value: string | number | boolean }[];
    }
  | { readonly kind: "object"; readonly name: string; readonly object: JavaObject }
  | {
      readonly kind: "union";
      readonly name: string;
      readonly members: readonly { readonly method: string; readonly type: JavaType }[];
    };

export interface JavaEvent {
  readonly className: string;
  readonly id: string;
  readonly version: number;
  readonly callType: string;
  readonly wireName: string;
  /** Classes it was before, newest first. */
  readonly aliases: readonly string[];
  readonly doc: readonly string[];
  readonly deprecated?: string;
  readonly fixed: JsonObject;
  readonly superKeys: readonly string[];
  readonly purposes: Purposes;
  /** What the properties must satisfy, with patterns as Java reads them. */
  readonly spec: Spec;
  /** What only the server checks, as paths and keywords; raw plan text. */
  readonly ingestOnly: readonly string[];
  /** One per variant; the only one of an event without variants has no name. */
  readonly shapes: readonly { readonly name?: string; readonly object: JavaObject }[];
  readonly nested: readonly JavaNested[];
}

export interface JavaTraits {
  readonly purposes: Purposes;
  readonly object: JavaObject;
  readonly nested: readonly JavaNested[];
}

export interface JavaGroup extends JavaTraits {
  readonly className: string;
  readonly wireName: string;
}

export interface JavaSdk {
  readonly slug: string;
  readonly packageName: string;
  readonly version: number;
  readonly hash: string;
  readonly purposes: readonly { readonly constant: string; readonly purpose: string }[];
  readonly superProperties: JavaTraits;
  readonly user: JavaTraits;
  readonly groups: readonly JavaGroup[];
  readonly firstGroup?: string;
  /** Sorted by class. */
  readonly events: readonly JavaEvent[];
}
