/** What SDKs in languages with types for everything are made of, whichever the language; each adds its names and types. */

import type { JsonObject } from "../../lib/plan/plan.ts";
import type { Spec } from "../spec/spec.ts";
import type { Purposes } from "./purposes.ts";

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

export interface CompiledEvent {
  readonly id: string;
  readonly version: number;
  readonly callType: string;
  readonly wireName: string;
  /** Names it had before, newest first, each once also where case is not told apart. */
  readonly aliases: readonly string[];
  readonly doc: readonly string[];
  /** Escaped, one line. */
  readonly deprecated?: string;
  readonly fixed: JsonObject;
  readonly superKeys: readonly string[];
  readonly purposes: Purposes;
  /** What the properties must satisfy, with patterns as the language reads them. */
  readonly spec: Spec;
  /** What only the server checks, as paths and keywords; raw plan text. */
  readonly ingestOnly: readonly string[];
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
}
