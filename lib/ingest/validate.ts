/**
 * The compiled validators of one published plan: one function per event and per trait, made by ajv from the plan's JSON
 * Schemas. Every verdict of ingest, of the command line and of a re-judgement comes from here.
 */

import { Ajv, type AnySchema, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { eventSchema, type SchemaOptions, traitSchemas } from "../plan/json-schema.ts";
import { safeRegExp } from "../plan/pattern.ts";
import type { CallType, GroupType, JsonObject, PlanEvent, PublishedPlan, TraitProperty } from "../plan/plan.ts";
import { withOwnNames } from "./foreign-schema.ts";
import { isUsualInstant, isUsualUri } from "./usual-form.ts";

export type UnplannedRule = "violation" | "ignore";

/** Options of every Ajv that judges by a plan. `allErrors` costs nothing on valid events and does not nest its code. */
export const AJV_OPTIONS = {
  allErrors: true,
  logger: false,
  ownProperties: true,
  strict: false,
  validateSchema: false,
  addUsedSchema: false,
  // 19.99 is a multiple of 0.01 to everybody but binary fractions.
  multipleOfPrecision: 6,
  code: { regExp: safeRegExp },
} as const;

/** A fresh Ajv with the formats of ajv-formats in full mode. */
export function newAjv(): Ajv {
  const ajv = new Ajv(AJV_OPTIONS);
  addFormats(ajv, { mode: "full" });
  quicken(ajv, "date-time", isUsualInstant);
  quicken(ajv, "uri", isUsualUri);
  return ajv;
}

/** Asks a format only about texts that are not in its usual form. */
function quicken(ajv: Ajv, name: string, isUsual: (text: string) => boolean): void {
  const format = ajv.formats[name];
  const full = typeof format === "object" && "validate" in format ? format.validate : format;
  if (typeof full !== "function") throw new Error(`Invariant: ajv-formats checks ${name} by a function`);
  const check = full as (text: string) => boolean;
  ajv.addFormat(name, (text: string) => isUsual(text) || check(text));
}

/** What validating one value gave: ajv's errors, or the reason it could not be done. */
export type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly errors: readonly ErrorObject[] }
  | { readonly ok: false; readonly failed: "too_deep" | "schema" };

const VALID: Outcome = { ok: true };

function run(validate: ValidateFunction, value: unknown): Outcome {
  try {
    if (validate(value) === true) return VALID;
    return { ok: false, errors: validate.errors ?? [] };
  } catch {
    // A recursive schema on deep data overflows the stack; the value is refused, the process goes on.
    return { ok: false, failed: "too_deep" };
  }
}

/** One compiled schema; compiled at first use, or ahead of time in slices. */
class Validator {
  readonly #compile: () => ValidateFunction;
  #validate: ValidateFunction | undefined;
  #broken = false;

  constructor(compile: () => ValidateFunction) {
    this.#compile = compile;
  }

  prepare(): void {
    if (this.#validate !== undefined || this.#broken) return;
    try {
      this.#validate = this.#compile();
    } catch {
      this.#broken = true;
    }
  }

  /** True when the schema could not be compiled: the event can then never conform. */
  get broken(): boolean {
    this.prepare();
    return this.#broken;
  }

  check(value: unknown): Outcome {
    if (this.#validate === undefined) this.prepare();
    return this.#validate === undefined ? { ok: false, failed: "schema" } : run(this.#validate, value);
  }
}

/** A planned event as ingest finds it by name. */
export interface EventValidator {
  readonly event: PlanEvent;
  /** True when a former name led here. */
  readonly renamed: boolean;
  readonly strict: Validator;
  /** Unplanned keys are let through. */
  readonly lenient: Validator;
  /** Slugs of the sources it is planned for; `undefined` means all. */
  readonly sources: ReadonlySet<string> | undefined;
}

export interface TraitValidator {
  readonly trait: TraitProperty;
  readonly strict: Validator;
  readonly lenient: Validator;
}

export interface GroupValidator {
  readonly group: GroupType;
  readonly traits: ReadonlyMap<string, TraitValidator>;
}

type EventsByName = ReadonlyMap<string, EventValidator>;

/** The validators of one plan version. Cheap to make: nothing is compiled before it is needed or prepared. */
export class PlanValidators {
  readonly published: PublishedPlan;
  readonly #ajv = newAjv();
  readonly #events: Readonly<Record<CallType, EventsByName>>;
  readonly #all: readonly EventValidator[];
  readonly userTraits: ReadonlyMap<string, TraitValidator>;
  readonly #groups: readonly GroupValidator[];

  constructor(published: PublishedPlan) {
    this.published = published;
    const { plan } = published;
    this.#all = plan.events.map((event) => this.#eventValidator(event));
    this.#events = { track: this.#named("track"), page: this.#named("page"), screen: this.#named("screen") };
    const schemas = { strict: traitSchemas(plan), lenient: traitSchemas(plan, { unplanned: "ignore" }) };
    const traits = (properties: readonly TraitProperty[]): ReadonlyMap<string, TraitValidator> =>
      new Map(properties.map((trait) => [trait.name, this.#traitValidator(trait, schemas)]));
    this.userTraits = traits(plan.userProperties);
    this.#groups = plan.groupTypes.map((group) => ({ group, traits: traits(group.properties) }));
  }

  get version(): number {
    return this.published.version;
  }

  find(callType: CallType, name: string): EventValidator | undefined {
    return this.#events[callType].get(name);
  }

  /** A group call that names no planned type is judged by the first one. */
  findGroup(name: string | undefined): GroupValidator | undefined {
    return this.#groups.find(({ group }) => group.name === name) ?? this.#groups[0];
  }

  /** Compiles what is not compiled yet, one schema at a time, so that the caller can give way between two of them. */
  *prepare(): Generator<void> {
    for (const { strict } of this.#all) {
      strict.prepare();
      yield;
    }
    const groupTraits = this.#groups.flatMap((group) => [...group.traits.values()]);
    for (const { strict } of [...this.userTraits.values(), ...groupTraits]) {
      strict.prepare();
      yield;
    }
  }

  /** Events whose schema cannot be compiled. */
  brokenEvents(): PlanEvent[] {
    return this.#all.filter(({ strict }) => strict.broken).map(({ event }) => event);
  }

  #compiled(schema: () => JsonObject | boolean, key: string): Validator {
    return new Validator(() => {
      const made = schema();
      // A key of its own keeps `#/` references of one schema away from those of another.
      const named = typeof made === "boolean" ? made : { $id: `urn:gabarit:${key}`, ...made };
      return this.#ajv.compile(withOwnNames(named) as AnySchema);
    });
  }

  #eventValidator(event: PlanEvent): EventValidator {
    const { plan } = this.published;
    const compiled = (options: SchemaOptions, suffix: string): Validator =>
      this.#compiled(() => eventSchema(plan, event, options), `${event.id}:${suffix}`);
    return {
      event,
      renamed: false,
      strict: compiled({}, "strict"),
      lenient: compiled({ unplanned: "ignore" }, "lenient"),
      sources: event.sources.length === 0 ? undefined : new Set(event.sources),
    };
  }

  #traitValidator(
    trait: TraitProperty,
    schemas: Readonly<Record<"strict" | "lenient", ReadonlyMap<string, JsonObject | boolean>>>,
  ): TraitValidator {
    return {
      trait,
      strict: this.#compiled(() => schemas.strict.get(trait.id) ?? true, `${trait.id}:strict`),
      lenient: this.#compiled(() => schemas.lenient.get(trait.id) ?? true, `${trait.id}:lenient`),
    };
  }

  /** Former names first, so that a current name wins over another event's former one. */
  #named(callType: CallType): EventsByName {
    const events = this.#all.filter(({ event }) => event.callType === callType);
    const former = events.flatMap((item) =>
      item.event.formerNames.map((name): [string, EventValidator] => [name, { ...item, renamed: true }]),
    );
    return new Map([...former, ...events.map((item): [string, EventValidator] => [item.event.name, item])]);
  }
}

/** Published versions of one plan, compiled: the latest, and any earlier one by number. */
export interface PlanVersions {
  readonly latest: PlanValidators | undefined;
  find(version: number): PlanValidators | undefined;
}

/** A single version as the whole history: for the command line and tests. */
export function onlyVersion(published: PublishedPlan | undefined): PlanVersions {
  const latest = published === undefined ? undefined : new PlanValidators(published);
  return { latest, find: (version) => (latest?.version === version ? latest : undefined) };
}
