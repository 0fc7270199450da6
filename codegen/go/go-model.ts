/** What a Go SDK is made of, all names and types decided. Printers read this and decide nothing. */

import type { JsonObject } from "../../lib/plan/plan.ts";
import type { Purposes } from "../model/purposes.ts";
import type { Constant } from "../model/type-members.ts";
import type { Spec } from "../spec/spec.ts";

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

export interface GoField {
  /** Where its key stands in the plan. */
  readonly slot: number;
  readonly key: string;
  readonly method: string;
  readonly type: GoType;
  /** No object is complete without it. */
  readonly required: boolean;
  /** A call may go past it by saying that it is left out. */
  readonly mayBeLeft: boolean;
  readonly doc: readonly string[];
  /** Escaped, one line. */
  readonly deprecated?: string;
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
      readonly constants: readonly { readonly name: string; readonly value: Constant }[];
    }
  | { readonly kind: "object"; readonly name: string; readonly object: GoObject }
  | {
      readonly kind: "union";
      readonly name: string;
      readonly members: readonly { readonly name: string; readonly type: GoType }[];
    };

export interface GoEvent {
  readonly name: string;
  readonly id: string;
  readonly version: number;
  readonly callType: string;
  readonly wireName: string;
  /** Functions it had before, newest first. */
  readonly aliases: readonly string[];
  readonly doc: readonly string[];
  readonly deprecated?: string;
  readonly fixed: JsonObject;
  readonly superKeys: readonly string[];
  readonly purposes: Purposes;
  /** What the properties must satisfy, with patterns as Go reads them. */
  readonly spec: Spec;
  /** What only the server checks, as paths and keywords; raw plan text. */
  readonly ingestOnly: readonly string[];
  /** One per variant, each with its function. */
  readonly shapes: readonly { readonly name: string; readonly object: GoObject }[];
  readonly nested: readonly GoNested[];
}

export interface GoTraits {
  /** The type. */
  readonly name: string;
  readonly purposes: Purposes;
  readonly object: GoObject;
  readonly nested: readonly GoNested[];
}

export interface GoGroup extends GoTraits {
  readonly wireName: string;
}

export interface GoSdk {
  readonly slug: string;
  readonly packageName: string;
  readonly module: string;
  readonly version: number;
  readonly hash: string;
  readonly purposes: readonly { readonly name: string; readonly purpose: string }[];
  /** Those of them that stand until people object. */
  readonly objectable: readonly string[];
  readonly superProperties: GoTraits;
  readonly user: GoTraits;
  readonly groups: readonly GoGroup[];
  readonly firstGroup?: string;
  /** Sorted by name. */
  readonly events: readonly GoEvent[];
}
