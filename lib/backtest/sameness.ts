/** Which calls two plans judge alike whatever they hold: those need one judgement instead of two. */

import type { Call } from "../ingest/call.ts";
import { findPlannedEvent } from "../ingest/resolve.ts";
import type { EventValidator, PlanValidators } from "../ingest/validate.ts";
import { canonicalJson } from "../plan/canonical-json.ts";
import { eventSchema, traitSchemas } from "../plan/json-schema.ts";
import type { JsonObject, Plan, PlanEvent } from "../plan/plan.ts";

function definition(plan: Plan, { event }: EventValidator): string {
  const { id, sources, privacy, presence } = event;
  const common = { id, sources: [...sources].sort(), privacy, schema: eventSchema(plan, event) };
  return canonicalJson(presence.length === 0 ? common : { ...common, presence: schemasOfSources(plan, event) });
}

/** What sources send otherwise than the schema says, by their slugs. */
function schemasOfSources(plan: Plan, event: PlanEvent): JsonObject {
  const sources = [...new Set(event.presence.map(({ source }) => source))];
  return Object.fromEntries(sources.map((source) => [source, eventSchema(plan, event, { source })]));
}

/** What decides on the traits of people and groups. */
function traits(plan: Plan): string {
  const schemas = traitSchemas(plan);
  const named = (list: Plan["userProperties"]) => list.map(({ id, name }) => [name, schemas.get(id) ?? true]);
  return canonicalJson({
    user: named(plan.userProperties),
    groups: plan.groupTypes.map(({ name, properties }) => [name, named(properties)]),
  });
}

/** Names told apart; clients invent any number of them. */
const MOST_NAMES = 20_000;

export class Sameness {
  readonly #before: PlanValidators | undefined;
  readonly #after: PlanValidators;
  readonly #byName = new Map<string, boolean>();
  readonly #traits: boolean;
  readonly #transforms: boolean;

  constructor(before: PlanValidators | undefined, after: PlanValidators) {
    this.#before = before;
    this.#after = after;
    this.#transforms = [before, after].some((one) => (one?.published.plan.settings.transformations.length ?? 0) > 0);
    this.#traits = before !== undefined && traits(before.published.plan) === traits(after.published.plan);
  }

  /** True when both plans surely give the same verdict. */
  of(call: Call): boolean {
    if (call.kind === "identify" || call.kind === "group") return this.#traits;
    if (call.kind === "alias") return true;
    // What does not conform may be rewritten into any event.
    if (this.#transforms) return false;
    const key = `${call.kind} ${call.name}`;
    const known = this.#byName.get(key);
    if (known !== undefined) return known;
    const same = this.#compare(call);
    if (this.#byName.size < MOST_NAMES) this.#byName.set(key, same);
    return same;
  }

  #compare(call: Call): boolean {
    const [before, after] = [this.#before, this.#after];
    const was = before === undefined ? undefined : findPlannedEvent(call, before);
    const is = findPlannedEvent(call, after);
    if (was === undefined || is === undefined || before === undefined) return was === is;
    return definition(before.published.plan, was) === definition(after.published.plan, is);
  }
}
