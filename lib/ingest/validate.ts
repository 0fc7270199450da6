/**
 * The compiled validators of one published plan: one function per event and per trait, made by ajv from the plan's JSON
 * Schemas. Every verdict of ingest, of the command line and of a re-judgement comes from here.
 */

import type { Ajv, AnySchema, ErrorObject, ValidateFunction } from "ajv";
import { eventSchema, type SchemaOptions, traitSchemas } from "../plan/json-schema.ts";
import type { CallType, GroupType, JsonObject, PlanEvent, PublishedPlan, TraitProperty } from "../plan/plan.ts";
import { namesInherited, newAjv, newQuickAjv } from "../plan/plan-ajv.ts";
import { exceptionalSources, exceptionsAt } from "../plan/presence.ts";
import type { CallKind } from "./call.ts";
import { withOwnNames } from "./foreign-schema.ts";
import { addPlainKeyword, usuallyPlain } from "./plain-keyword.ts";
import { type ValuePlaces, valuePlaces } from "./value-places.ts";

export type UnplannedRule = "violation" | "ignore";

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

/** `undefined` when the schema cannot be compiled. */
function compiled<T>(compile: () => T): T | undefined {
  try {
    return compile();
  } catch {
    return undefined;
  }
}

/** How a schema becomes a function. */
interface Compilers {
  quick(): ValidateFunction;
  full(): ValidateFunction;
}

/** One schema for two questions: does a value conform, and if not, what is wrong. */
class Validator {
  readonly #compile: Compilers;
  #quick: ValidateFunction | undefined;
  #full: ValidateFunction | undefined;
  #isPrepared = false;
  #isFullCompiled = false;

  constructor(compile: Compilers) {
    this.#compile = compile;
  }

  /** Ready for values that conform; what the others need is compiled when the first of them comes. */
  prepare(): void {
    if (this.#isPrepared) return;
    this.#isPrepared = true;
    this.#quick = compiled(() => this.#compile.quick());
  }

  /** True when the schema could not be compiled: the event can then never conform. */
  get broken(): boolean {
    this.prepare();
    return this.#quick === undefined && this.#complete() === undefined;
  }

  #complete(): ValidateFunction | undefined {
    if (!this.#isFullCompiled) {
      this.#isFullCompiled = true;
      this.#full = compiled(() => this.#compile.full());
    }
    return this.#full;
  }

  check(value: unknown): Outcome {
    if (!this.#isPrepared) this.prepare();
    if (this.#quick !== undefined && run(this.#quick, value) === VALID) return VALID;
    const full = this.#complete();
    return full === undefined ? { ok: false, failed: "schema" } : run(full, value);
  }
}

interface Validators {
  readonly strict: Validator;
  /** Unplanned keys are let through. */
  readonly lenient: Validator;
}

/** A planned event as ingest finds it by name. */
export interface EventValidator extends Validators {
  readonly event: PlanEvent;
  /** True when a former name led here. */
  readonly renamed: boolean;
  /** By slug, for the sources of which the plan makes an exception; sources of the same exceptions share one. */
  readonly bySource: ReadonlyMap<string, Validators> | undefined;
  /** Slugs of the sources it is planned for; `undefined` means all. */
  readonly sources: ReadonlySet<string> | undefined;
}

export interface TraitValidator extends Validators {
  readonly trait: TraitProperty;
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
  readonly #quick = addPlainKeyword(newQuickAjv(false));
  #careful: Ajv | undefined;
  #places: ValuePlaces | undefined | null = null;
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

  /** The event of this id, when it has this name. */
  findDeclared(id: string, name: string): EventValidator | undefined {
    return this.#all.find(({ event }) => event.id === id && event.name === name);
  }

  /** What becomes of the values of private classes; `undefined` where they are kept. */
  get places(): ValuePlaces | undefined {
    if (this.#places === null) this.#places = valuePlaces(this.published.plan);
    return this.#places;
  }

  /** A group call that names no planned type is judged by the first one. */
  findGroup(name: string | undefined): GroupValidator | undefined {
    return this.#groups.find(({ group }) => group.name === name) ?? this.#groups[0];
  }

  /** Compiles what is not compiled yet, one schema at a time, so that the caller can give way between two of them. */
  *prepare(): Generator<void> {
    for (const { strict, bySource } of this.#all) {
      strict.prepare();
      yield;
      for (const own of new Set(bySource?.values())) {
        own.strict.prepare();
        yield;
      }
    }
    const groupTraits = this.#groups.flatMap((group) => [...group.traits.values()]);
    for (const { strict } of [...this.userTraits.values(), ...groupTraits]) {
      strict.prepare();
      yield;
    }
  }

  /** Events whose schema cannot be compiled. */
  brokenEvents(): PlanEvent[] {
    const isBroken = ({ strict, bySource }: EventValidator): boolean =>
      strict.broken || (bySource !== undefined && [...bySource.values()].some((own) => own.strict.broken));
    return this.#all.filter(isBroken).map(({ event }) => event);
  }

  #validator(schema: () => JsonObject | boolean, key: string): Validator {
    const made = (): AnySchema => {
      const own = schema();
      // A key of its own keeps `#/` references of one schema away from those of another.
      return withOwnNames(typeof own === "boolean" ? own : { $id: `urn:gabarit:${key}`, ...own }) as AnySchema;
    };
    return new Validator({
      quick: () => {
        const named = made();
        return this.#quickFor(named).compile(usuallyPlain(named));
      },
      full: () => this.#ajv.compile(made()),
    });
  }

  #quickFor(schema: AnySchema): Ajv {
    if (!namesInherited(schema)) return this.#quick;
    this.#careful ??= addPlainKeyword(newQuickAjv(true));
    return this.#careful;
  }

  #eventValidator(event: PlanEvent): EventValidator {
    const { plan } = this.published;
    const validator = (options: SchemaOptions, suffix: string): Validator =>
      this.#validator(() => eventSchema(plan, event, options), `${event.id}:${suffix}`);
    const validators = (options: SchemaOptions, suffix: string): Validators => ({
      strict: validator(options, `strict${suffix}`),
      lenient: validator({ ...options, unplanned: "ignore" }, `lenient${suffix}`),
    });
    const bySet = new Map(
      [...exceptionalSources(event)].map(([set, source]) => [set, validators({ source }, `:${source}`)] as const),
    );
    const exceptional = event.presence.flatMap(({ source }): [string, Validators][] => {
      const own = bySet.get(exceptionsAt(event, source));
      return own === undefined ? [] : [[source, own]];
    });
    return {
      event,
      renamed: false,
      ...validators({}, ""),
      bySource: exceptional.length === 0 ? undefined : new Map(exceptional),
      sources: event.sources.length === 0 ? undefined : new Set(event.sources),
    };
  }

  #traitValidator(
    trait: TraitProperty,
    schemas: Readonly<Record<"strict" | "lenient", ReadonlyMap<string, JsonObject | boolean>>>,
  ): TraitValidator {
    return {
      trait,
      strict: this.#validator(() => schemas.strict.get(trait.id) ?? true, `${trait.id}:strict`),
      lenient: this.#validator(() => schemas.lenient.get(trait.id) ?? true, `${trait.id}:lenient`),
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
  /** Of the project's keyed hashes; there where the latest version handles values. */
  readonly valueKey?: Uint8Array | undefined;
  /** The number of the first version that plans calls of this kind and name; `undefined` when none does. */
  firstPlanning?(kind: CallKind, name: string): number | undefined;
}

/** A single version as the whole history: for the command line and tests. */
export function onlyVersion(published: PublishedPlan | undefined): PlanVersions {
  const latest = published === undefined ? undefined : new PlanValidators(published);
  return { latest, find: (version) => (latest?.version === version ? latest : undefined) };
}
