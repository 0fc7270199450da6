/** Many payloads for one schema: samples that conform, and what becomes of them when something changes at random. */

import type { Json, JsonObject } from "../../../lib/plan/plan.ts";
import { pick, type Random } from "../../testing/sample-payload.ts";
import { readVectors } from "./write-vectors.ts";

// biome-ignore format: one list of values
const ANYTHING: readonly Json[] = [
  null, true, false, 0, 1, -1, 1.5, 19.99, 1e300, 2 ** 53, "", "a", "1", "true", "null", "EUR", "🎉", "é", " ", "a\nb", [], [null], [1, 1],
  ["a", "a"], [[]], {}, { a: 1 }, { "a/b": { "~": [0] } },
];
const KEYS = ["a", "b", "x", "constructor", "__proto__", "toString", "a/b", "", "0", "é"];

const byFormat = new Map(
  readVectors()
    .vectors.filter(({ name }) => name.startsWith("format "))
    .map(({ name, tests }) => [name.slice("format ".length), tests.map(({ value }) => value)]),
);

/** Values at the edges of what a schema asks for. */
function edges(schema: Json, found: Set<Json>): void {
  if (Array.isArray(schema)) for (const item of schema) edges(item, found);
  if (typeof schema === "number") for (const by of [0, 1, -1, 1e-7, 0.5]) found.add(schema + by);
  if (typeof schema === "string") for (const text of [schema, schema.slice(1), `${schema}a`]) found.add(text);
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return;
  for (const [key, value] of Object.entries(schema)) {
    found.add(key);
    if (key === "format") for (const sample of byFormat.get(String(value)) ?? []) found.add(sample);
    if ((key === "const" || key === "enum") && typeof value === "object")
      for (const one of [value].flat()) found.add(one as Json);
    if (/Length$/.test(key))
      for (const by of [-1, 0, 1]) found.add("🎉a".repeat(99).slice(0, Math.max(0, Number(value) + by)));
    edges(value, found);
  }
}

interface Slot {
  readonly holder: Record<string, Json> | Json[];
  readonly key: string;
}

function slots(value: Json, found: Slot[]): Slot[] {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, item] of Object.entries(value)) {
    found.push({ holder: value as Slot["holder"], key });
    slots(item as Json, found);
  }
  return found;
}

/** `__proto__` is a key like any other. */
function put(holder: object, key: string, value: Json): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function holders(value: Json, found: object[]): object[] {
  if (typeof value !== "object" || value === null) return found;
  found.push(value);
  for (const item of Object.values(value)) holders(item as Json, found);
  return found;
}

/** Makes payloads of one schema from samples of it. */
export class Payloads {
  readonly #samples: readonly JsonObject[];
  readonly #pool: readonly Json[];
  readonly #keys: readonly string[];

  constructor(schema: Json, samples: readonly JsonObject[]) {
    const found = new Set<Json>(ANYTHING);
    edges(schema, found);
    this.#pool = [...found];
    this.#keys = [...KEYS, ...this.#pool.filter((value): value is string => typeof value === "string").slice(0, 60)];
    this.#samples = samples;
  }

  next(random: Random): Json {
    const value = structuredCopy(pick(this.#samples, random)) as Json;
    for (let left = Math.floor(random() * 4); left > 0; left--) this.#change(value, random);
    return random() < 0.002 ? this.#any(random) : value;
  }

  #any(random: Random): Json {
    return structuredCopy(pick(this.#pool, random));
  }

  #change(value: Json, random: Random): void {
    const places = slots(value, []);
    const place = places.length === 0 ? undefined : pick(places, random);
    const act = random();
    if (place === undefined || act < 0.15) {
      const holder = pick(holders(value, []), random);
      if (Array.isArray(holder)) holder.push(this.#any(random));
      else put(holder, pick(this.#keys, random), this.#any(random));
    } else if (act < 0.3) {
      if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1);
      else delete place.holder[place.key];
    } else if (act < 0.4 && Array.isArray(place.holder)) {
      place.holder.push(structuredCopy(pick(place.holder, random)));
    } else {
      put(place.holder, place.key, random() < 0.3 ? this.#near(place, random) : this.#any(random));
    }
  }

  /** The value that is there, a little different. */
  #near({ holder, key }: Slot, random: Random): Json {
    const old = (holder as Record<string, Json>)[key] ?? null;
    if (typeof old === "number") return old + pick([-1, 1, 0.5, -0.01, 1e-9], random);
    if (typeof old === "string")
      return pick([old.slice(1), `${old}x`, `${old}\n`, `🎉${old}`, old.toUpperCase()], random);
    return typeof old === "boolean" ? !old : [old];
  }
}

/** A copy in which `__proto__` stays an own key. */
function structuredCopy(value: Json): Json {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (typeof value !== "object" || value === null) return value;
  const copy = {};
  for (const [key, item] of Object.entries(value)) put(copy, key, structuredCopy(item as Json));
  return copy;
}
