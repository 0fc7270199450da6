/** Which published version was the first to plan an event: it judges what a source set to the oldest version sends. */

import type { Plan } from "../plan/plan.ts";
import type { CallKind } from "./call.ts";

/** Names may hold anything but a line break after the kind's own text. */
function keyOf(kind: string, name: string): string {
  return `${kind}\n${name}`;
}

/** Calls about traits are planned by a version that plans a trait of theirs, whichever. */
function keysOf({ events, userProperties, groupTypes }: Plan): string[] {
  return [
    ...events.flatMap(({ callType, name, formerNames }) => [name, ...formerNames].map((one) => keyOf(callType, one))),
    ...(userProperties.length > 0 ? [keyOf("identify", "")] : []),
    ...(groupTypes.length > 0 ? [keyOf("group", "")] : []),
  ];
}

/** Grows by the versions in their order. Published versions never change, so nothing in it does. */
export class FirstVersions {
  readonly #first = new Map<string, number>();
  #through = 0;

  /** The highest version that was added; 0 before the first. */
  get through(): number {
    return this.#through;
  }

  /** The next version; one that was added already changes nothing. */
  add(version: number, plan: Plan | undefined): void {
    if (version <= this.#through) return;
    for (const key of plan === undefined ? [] : keysOf(plan)) if (!this.#first.has(key)) this.#first.set(key, version);
    this.#through = version;
  }

  /** The number of the first version that plans such a call; `undefined` when none does. */
  find(kind: CallKind, name: string): number | undefined {
    return this.#first.get(keyOf(kind, kind === "identify" || kind === "group" ? "" : name));
  }
}
