/** What a TypeScript SDK is made of, all names and types decided. Printers read this and decide nothing. */

import type { JsonObject } from "../../lib/plan/plan.ts";
import type { EventParts } from "../model/compiled-model.ts";
import type { Purposes } from "../model/purposes.ts";
import type { SdkPlan } from "../model/sdk-plan.ts";
import type { TraitChecks } from "../model/trait-checks.ts";

/**
 * A type, as the closed JSON Schema that json-schema-to-typescript turns into TypeScript. Keys in it are placeholders
 * `k0`, `k1` ...; `keys` holds the real ones. So no text of a plan but enum values and escaped comments meets that library.
 */
export interface TypeSource {
  readonly schema: JsonObject;
  readonly keys: readonly string[];
}

export interface CodeName {
  /** The function. */
  readonly name: string;
  /** The interface of its argument. */
  readonly type: string;
}

export interface EventModel extends CodeName, EventParts {
  /** The file's path without its extension, from the output folder. */
  readonly module: string;
  /** Names it had before, newest first. */
  readonly aliases: readonly CodeName[];
  readonly argument: TypeSource;
  readonly argumentOptional: boolean;
  /** What the compiler sees as unknown although the plan says more, as paths; raw plan text. */
  readonly untyped: readonly string[];
}

export interface TraitsModel {
  readonly user: TypeSource;
  readonly userPurposes: Purposes;
  /** An object of all group types by wire name; absent when none is planned. */
  readonly groups?: TypeSource;
  /** The wire name of the group type that takes calls naming none. */
  readonly firstGroup?: string;
  /** By wire name, those groups whose traits have purposes. */
  readonly groupPurposes: readonly (readonly [name: string, purposes: Purposes])[];
}

export interface SdkModel extends Pick<SdkPlan, "slug" | "version" | "hash" | "automatic" | "purposes" | "objectable"> {
  readonly superProperties: TypeSource;
  readonly traits: TraitsModel;
  readonly traitChecks: readonly TraitChecks[];
  /** Sorted by code name. */
  readonly events: readonly EventModel[];
}

/** What is appended to relative imports: nothing suits bundlers, `.js` Node's own resolution, `.ts` type stripping. */
export type ImportExtension = "" | ".js" | ".ts";
