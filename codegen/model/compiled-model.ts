/** What SDKs in languages with types are made of, whichever the language; each adds its names and types. */

import type { CallType, JsonObject } from "../../lib/plan/plan.ts";
import type { Spec } from "../spec/spec.ts";
import type { Purposes } from "./purposes.ts";
import type { TraitChecks } from "./trait-checks.ts";

export interface CompiledField<Type> {
  /** Where its key stands in the plan. */
  readonly slot: number;
  readonly key: string;
  readonly method: string;
  readonly type: Type;
  /** No object is complete without it. */
  readonly required: boolean;
  readonly doc: readonly string[];
  /** Escaped, one line. */
  readonly deprecated?: string;
}

/** An event but for what its language calls it. */
export interface EventParts {
  readonly id: string;
  readonly version: number;
  readonly callType: CallType;
  readonly wireName: string;
  /** Escaped lines of its comment. */
  readonly doc: readonly string[];
  /** Escaped, one line. */
  readonly deprecated?: string;
  /** Constants the SDK fills in, with their wire keys. */
  readonly fixed: JsonObject;
  /** Wire keys that super properties may fill. */
  readonly superKeys: readonly string[];
  /** What people must agree to before it leaves. */
  readonly purposes: Purposes;
  /** What the properties must satisfy, with patterns as the language reads them. */
  readonly spec: Spec;
  /** What only the server checks, as paths and keywords; raw plan text. */
  readonly ingestOnly: readonly string[];
}

/** An event of a language in which a name it had is a file of its own. */
export interface CompiledEvent extends EventParts {
  /** Names it had before, newest first, each once also where case is not told apart. */
  readonly aliases: readonly string[];
}

export interface CompiledTraits<ObjectOf, Nested> {
  readonly purposes: Purposes;
  readonly object: ObjectOf;
  readonly nested: readonly Nested[];
}

export interface CompiledSdk {
  readonly slug: string;
  readonly packageName: string;
  readonly version: number;
  readonly hash: string;
  /** Purposes that stand until people object. */
  readonly objectable: readonly string[];
  /** The wire name of the group type that takes calls naming none. */
  readonly firstGroup?: string;
  readonly traitChecks: readonly TraitChecks[];
}
