/**
 * Values of a handled privacy class are taken out of a body after it was judged and before it is written: the journal, and
 * so everything behind it, never holds them. What became of them is stated beside the verdict.
 */

import { createHmac } from "node:crypto";
import { MASK } from "../violation/mask.ts";
import type { Call } from "./call.ts";
import type { Enforced } from "./enforce.ts";
import { withoutHandledValues } from "./handled.ts";
import { escapePointer, pointerSegments } from "./json-limits.ts";
import { skipValue } from "./json-scan.ts";
import type { Judged } from "./note.ts";
import { isRecord } from "./read-call.ts";
import type { Body } from "./receive.ts";
import { ANY, type ValuePlace, type ValuePlaces } from "./value-places.ts";

type Path = readonly (string | number)[];
/** The text to be kept of a scalar. */
type Replace = (literal: string, path: Path) => string;

/** Of a keyed hash: 128 bits are enough to tell all values of a project apart. */
const HASH_DIGITS = 32;
/** What a generated SDK says about itself. */
const OWN_KEY = "$gabarit";
const CONTEXT_TRAITS = ["context", "traits"];

/** The text, which is JSON, with some of its scalars replaced. */
function replacedAll(text: string, replace: Replace): string {
  const pieces: string[] = [];
  let done = 0;
  skipValue(text, text.search(/\S/), (range, path) => {
    const literal = text.slice(range.from, range.to);
    const kept = replace(literal, path);
    if (kept === literal) return;
    pieces.push(text.slice(done, range.from), kept);
    done = range.to;
  });
  return `${pieces.join("")}${text.slice(done)}`;
}

/** What a person consented to, as Segment's clients say it: `context.consent.categoryPreferences`. */
function hasConsent({ context }: Call, purpose: string): boolean {
  const { consent } = context;
  const preferences = isRecord(consent) ? consent.categoryPreferences : undefined;
  return isRecord(preferences) && Object.hasOwn(preferences, purpose) && preferences[purpose] === true;
}

/** Replaces what one call holds, and gathers what to state of it. */
class Handler {
  readonly stated = new Set<string>();
  readonly #call: Call;
  readonly #places: ValuePlaces;
  readonly #key: Uint8Array;
  /** Names that lead to the subject, and what is handled below it. */
  readonly #subject: readonly string[];
  readonly #own: readonly ValuePlace[];

  constructor(call: Call, places: ValuePlaces, key: Uint8Array) {
    this.#call = call;
    this.#places = places;
    this.#key = key;
    this.#subject = pointerSegments(call.subjectPath);
    this.#own = places.of(call);
  }

  /** False for most calls: nothing of them is read again. */
  get isAsked(): boolean {
    const { context } = this.#call;
    return this.#own.length > 0 || (this.#places.traits.length > 0 && isRecord(context.traits));
  }

  #kept(literal: string, { how, purpose }: ValuePlace): string {
    if (literal === "null") return literal;
    if (how === "mask") return JSON.stringify(MASK);
    if (how === "consent") return hasConsent(this.#call, purpose) ? literal : "null";
    if (how === "drop") return "null";
    const value = literal.startsWith('"') ? (JSON.parse(literal) as string) : literal;
    const hash = createHmac("sha256", this.#key).update(value, "utf8").digest("hex").slice(0, HASH_DIGITS);
    return JSON.stringify(hash);
  }

  #state(how: string, above: readonly string[], names: readonly string[]): void {
    this.stated.add(`${how} /${[...above, ...names].map(escapePointer).join("/")}`);
  }

  #at(literal: string, path: Path, above: readonly string[], places: readonly ValuePlace[]): string {
    if (path[0] === OWN_KEY) return literal;
    const place = places.find(
      ({ names }) =>
        names.length <= path.length && names.every((name, index) => name === ANY || name === String(path[index])),
    );
    if (place === undefined) return literal;
    const kept = this.#kept(literal, place);
    if (kept === literal) return literal;
    this.#state(place.how, above, place.names);
    if (place.movedTo !== undefined) this.#state(place.how, above, place.movedTo);
    return kept;
  }

  /** The text to be kept of a scalar of the call. */
  scalar(literal: string, path: Path): string {
    const isIn = (names: readonly string[]): boolean => names.every((name, index) => name === path[index]);
    if (isIn(this.#subject)) return this.#at(literal, path.slice(this.#subject.length), this.#subject, this.#own);
    if (isIn(CONTEXT_TRAITS)) return this.#at(literal, path.slice(2), CONTEXT_TRAITS, this.#places.traits);
    return literal;
  }

  /** What was worked out from the call as it came. */
  judgement(judgement: Enforced): Enforced {
    const { transformed } = judgement;
    const name = transformed?.name ?? "";
    const places = transformed === undefined ? [] : this.#places.of({ ...this.#call, name });
    const subject = this.#subject;
    const mended = JSON.stringify(transformed?.subject ?? null);
    const kept =
      transformed === undefined || places.length === 0
        ? mended
        : replacedAll(mended, (literal, path) => this.#at(literal, path, subject, places));
    if (this.stated.size === 0) return judgement;
    const handled = [...this.stated];
    return {
      ...judgement,
      violations: withoutHandledValues(judgement.violations, handled),
      ...(transformed === undefined ? {} : { transformed: { ...transformed, subject: JSON.parse(kept) as unknown } }),
      handled,
    };
  }
}

export interface HandledBody {
  readonly text: string;
  readonly judged: Judged[];
}

/** A judged body as it may be kept; `undefined` when it may be as it is. `key`: of the project's keyed hashes. */
export function handleBody(
  { calls, text, batched }: Body,
  judged: readonly Judged[],
  places: ValuePlaces,
  key: Uint8Array,
): HandledBody | undefined {
  const handlers = calls.map((read) => {
    const handler = "call" in read ? new Handler(read.call, places, key) : undefined;
    return handler?.isAsked === true ? handler : undefined;
  });
  if (handlers.every((handler) => handler === undefined)) return undefined;
  const kept = replacedAll(text, (literal, path) => {
    if (!batched) return handlers[0]?.scalar(literal, path) ?? literal;
    const [member, index] = path;
    if (member === "batch") return handlers[Number(index)]?.scalar(literal, path.slice(2)) ?? literal;
    // What all calls share goes as soon as one of them may not keep it.
    const shared = handlers.map((handler) => handler?.scalar(literal, path) ?? literal);
    return shared.find((one) => one !== literal) ?? literal;
  });
  const all = judged.map((item, index) => (item === "duplicate" ? item : (handlers[index]?.judgement(item) ?? item)));
  if (handlers.every((handler) => handler === undefined || handler.stated.size === 0)) return undefined;
  return { text: kept, judged: all };
}
