/** What the plan could say of a property that it does not name: a type, whether it is always there, which values it takes. */

import { newProperty, newTrait } from "../plan/new-object.ts";
import type { Json, Property, PropertyType, StringFormat, TraitProperty } from "../plan/plan.ts";
import { fitsType } from "../plan/rules/example-fits.ts";
import { type ValueClass, valueClassOf } from "../plan/value-class.ts";
import { inferType } from "../violation/infer-type.ts";

export interface SeenValues {
  /** Some of the values, of every kind that came. */
  readonly samples: readonly Json[];
  /** Every distinct text, where all values are short texts and these are few; else absent. */
  readonly texts?: readonly string[] | undefined;
  /** Events that have it, and all events there are. */
  readonly events: number;
  readonly of: number;
}

export interface Candidate {
  readonly type: PropertyType;
  /** In every event, of so many that this says something. */
  readonly required: boolean;
  /** The texts it takes, where they look like a list of allowed ones. */
  readonly listed?: readonly string[];
  /** Personal data by its looks. */
  readonly valueClass?: ValueClass;
}

/** Read from the narrowest on; each demands more than a value that merely could be one. */
const FORMATS: readonly StringFormat[] = ["date-time", "date", "uuid", "email", "ipv4", "uri"];
const FORMAT_LEAST = 3;
/** A list of allowed values: few, each of them often. */
const LISTED_MOST = 12;
const LISTED_EACH = 5;
const ALWAYS_LEAST = 20;

function formatOf(texts: readonly string[]): StringFormat | undefined {
  if (texts.length < FORMAT_LEAST) return undefined;
  return FORMATS.find((format) => texts.every((text) => fitsType({ kind: "string", format }, text)));
}

function listedIn({ texts, events }: SeenValues): readonly string[] | undefined {
  if (texts === undefined || texts.length === 0 || texts.length > LISTED_MOST) return undefined;
  if (events < texts.length * LISTED_EACH || texts.some((text) => text === "" || valueClassOf(text) !== undefined))
    return undefined;
  return texts.toSorted();
}

function classIn(samples: readonly Json[]): ValueClass | undefined {
  for (const value of samples) {
    const found = typeof value === "string" || typeof value === "number" ? valueClassOf(String(value)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** As wide as the samples and no wider by guess: the type takes each of them. */
export function candidateOf(seen: SeenValues): Candidate {
  const { samples, events, of } = seen;
  const inferred = inferType(samples);
  const texts = samples.filter((value) => typeof value === "string");
  const format = inferred.kind === "string" && inferred.format === undefined ? formatOf(texts) : undefined;
  const listed = inferred.kind === "string" && format === undefined ? listedIn(seen) : undefined;
  const valueClass = classIn(samples);
  return {
    type: inferred.kind === "string" && format !== undefined ? { ...inferred, format } : inferred,
    required: events >= of && of >= ALWAYS_LEAST,
    ...(listed === undefined || inferred.kind !== "string" || inferred.format !== undefined ? {} : { listed }),
    ...(valueClass === undefined ? {} : { valueClass }),
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
  /** Whether the texts that came become the only ones allowed. */
  readonly lists: boolean;
}

function given({ type, listed, valueClass }: Candidate, { id, name, lists }: Named) {
  const listing = lists && listed !== undefined && type.kind === "string" ? { ...type, enum: listed } : type;
  return { id, name, type: listing, ...(valueClass === undefined ? {} : { privacy: "personal" as const }) };
}

export function candidateProperty(candidate: Candidate, named: Named, required: boolean): Property {
  return newProperty({ ...given(candidate, named), required });
}

export function candidateTrait(candidate: Candidate, named: Named): TraitProperty {
  return newTrait(given(candidate, named));
}
