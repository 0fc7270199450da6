/** What a replay does, by event, with a few masked samples. */

import { storableText } from "../base/storable.ts";
import type { Json, Plan } from "../plan/plan.ts";
import { maskCall } from "../violation/mask.ts";
import type { Judgement } from "../violation/violation.ts";
import type { Call } from "./call.ts";
import type { Effect } from "./replay-effect.ts";
import { sampleCall } from "./sample-call.ts";

export type EffectCounts = Readonly<Record<Effect, number>>;

export interface EventEffects extends EffectCounts {
  /** Stable id of the planned event; absent for what no plan names. */
  readonly eventId?: string;
  readonly callType: string;
  /** As received; empty for the rest, once too many names are told apart. */
  readonly name: string;
}

export interface ReplaySample {
  readonly effect: Effect;
  readonly eventId?: string;
  /** As received, private values covered. */
  readonly call: Json;
  /** What it breaks under the version that judges. */
  readonly breaks: readonly { readonly code: string; readonly path: string }[];
}

export interface ReplayTally {
  readonly totals: EffectCounts;
  /** Those of which analysis changes most come first. */
  readonly events: readonly EventEffects[];
}

const MOST_EVENTS = 2_000;
const SAMPLES = 3;
const MOST_SAMPLES = 200;
const LONGEST_SAMPLE = 4_000;
const LONGEST_NAME = 200;

type Counting = { -readonly [Key in Effect]: number };
type EventName = Omit<EventEffects, Effect>;
type CountedEvent = Counting & EventName;

function keyOf({ callType, eventId = "", name }: EventName): string {
  return `${callType} ${eventId} ${name}`;
}

function none(): Counting {
  return { stays: 0, added: 0, withdrawn: 0, moved: 0, held: 0 };
}

function changed({ added, withdrawn, moved }: EffectCounts): number {
  return added + withdrawn + moved;
}

export class Tallying {
  readonly #plan: Plan;
  readonly #totals = none();
  readonly #events = new Map<string, CountedEvent>();
  readonly #samples: ReplaySample[] = [];
  readonly #sampled = new Map<string, number>();

  /** `plan`: the one that judges. `counted`: what an interrupted replay had counted before. */
  constructor(plan: Plan, counted?: ReplayTally) {
    this.#plan = plan;
    if (counted === undefined) return;
    Object.assign(this.#totals, counted.totals);
    for (const event of counted.events) this.#events.set(keyOf(event), { ...event });
  }

  /** Values as received, private ones covered: for whoever asks now, and kept in no store. */
  get samples(): readonly ReplaySample[] {
    return this.#samples;
  }

  add(effect: Effect, call: Call, now: Judgement, then: Judgement): void {
    const eventId = then.eventId ?? now.eventId;
    const name = storableText(call.name.slice(0, LONGEST_NAME));
    this.#totals[effect] += 1;
    this.#eventOf({ ...(eventId === undefined ? {} : { eventId }), callType: call.kind, name })[effect] += 1;
    if (effect !== "stays" && effect !== "held") this.#sample(effect, call, eventId, then);
  }

  #eventOf(named: EventName): CountedEvent {
    const known = this.#events.get(keyOf(named));
    if (known !== undefined) return known;
    if (this.#events.size >= MOST_EVENTS && named.callType !== "") return this.#eventOf({ callType: "", name: "" });
    const made = { ...none(), ...named };
    this.#events.set(keyOf(named), made);
    return made;
  }

  #sample(effect: Effect, call: Call, eventId: string | undefined, then: Judgement): void {
    const key = `${effect} ${eventId ?? `${call.kind} ${call.name}`}`;
    const taken = this.#sampled.get(key) ?? 0;
    if (taken >= SAMPLES || this.#samples.length >= MOST_SAMPLES) return;
    const event = this.#plan.events.find(({ id }) => id === eventId);
    const masked = maskCall(sampleCall(call), this.#plan, event);
    if (JSON.stringify(masked).length > LONGEST_SAMPLE) return;
    this.#sampled.set(key, taken + 1);
    const breaks = then.violations.slice(0, 5).map(({ code, path }) => ({ code, path }));
    this.#samples.push({ effect, ...(eventId === undefined ? {} : { eventId }), call: masked, breaks });
  }

  tally(): ReplayTally {
    const events = [...this.#events.values()].sort((a, b) => changed(b) - changed(a) || b.held - a.held);
    return { totals: { ...this.#totals }, events };
  }
}
