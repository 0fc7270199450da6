/**
 * What two people wrote in one workshop, brought together field by field and line by line: what only one of them changed is
 * kept, what both changed alike is kept once, and only a field that both changed differently is asked for.
 */

import { fieldLabel } from "./diff-label.ts";
import { planWithIds } from "./edit-pair.ts";
import { ORDER } from "./edit-path.ts";
import { type Fields, isFields, type Keyed } from "./field-tree.ts";
import { wouldLoop } from "./kpi-tree.ts";
import { FieldMerge, type MergeConflict, type Resolution } from "./merge.ts";
import type { LocalizedText } from "./plan.ts";
import type { Workshop } from "./workshop.ts";

export interface WorkshopSides {
  /** What both began with. */
  readonly base: Workshop;
  readonly mine: Workshop;
  readonly theirs: Workshop;
}

/** A field that both changed, each differently. */
export interface WorkshopConflict {
  readonly path: string;
  /** What the field is called. */
  readonly en: string;
  readonly fr: string;
  /** What it belongs to, where it is not the workshop itself. */
  readonly of?: LocalizedText | string;
  /** What another thing of the workshop is named by is that thing's name. */
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface JoinedWorkshop {
  /** With my value where nothing is decided yet. */
  readonly workshop: Workshop;
  /** By the id that something I added had, the id of the same thing on the server: it has that one now. */
  readonly ids: ReadonlyMap<string, string>;
  readonly conflicts: readonly WorkshopConflict[];
}

const LISTS = ["decisions", "metrics", "events"] as const;
const KINDS = { decisions: "decision", metrics: "metric", events: "event" } as const;
const LINES = ["present", "questions"] as const;
const OWN = ["title", "heldOn", "template", "bilingual", "canonicalUserId"] as const;

type Named = { readonly id: string; readonly name: string | LocalizedText };

function namesOf({ name }: Named): readonly string[] {
  const texts = typeof name === "string" ? [name] : [name.en ?? "", name.fr ?? ""];
  return texts.map((text) => text.trim().toLowerCase()).filter((text) => text !== "");
}

/** Pairs what both added under one name: it is the same thing, and has the id it has on the server. */
function pairedIds(base: readonly Named[], mine: readonly Named[], theirs: readonly Named[]): [string, string][] {
  const known = new Set(base.map(({ id }) => id));
  const [own, other] = [mine, theirs].map((list) => list.filter(({ id }) => !known.has(id)));
  const free = new Map(other?.map((item) => [item.id, item]));
  return (own ?? []).flatMap((item): [string, string][] => {
    if (free.has(item.id)) return [];
    const names = new Set(namesOf(item));
    const same = [...free.values()].find((one) => namesOf(one).some((name) => names.has(name)));
    if (same === undefined) return [];
    free.delete(same.id);
    return [[item.id, same.id]];
  });
}

function withTheirIds({ base, mine, theirs }: WorkshopSides): Pick<JoinedWorkshop, "workshop" | "ids"> {
  const lists = LISTS.map((key) => pairedIds(base[key], mine[key], theirs[key]));
  const steps = pairedIds(base.journey.steps, mine.journey.steps, theirs.journey.steps);
  const objects = [...lists.flat(), ...steps];
  const paired = planWithIds(mine, new Map(objects));
  // Of events that are one, however each came by it: a suggestion that both took has properties of its own twice.
  const properties = paired.events.flatMap((event) => {
    const same = theirs.events.find(({ id }) => id === event.id);
    const known = base.events.find(({ id }) => id === event.id)?.properties ?? [];
    return same === undefined ? [] : pairedIds(known, event.properties, same.properties);
  });
  return { workshop: planWithIds(paired, new Map(properties)), ids: new Map([...objects, ...properties]) };
}

function joined({ base, mine, theirs }: WorkshopSides, merge: FieldMerge): Workshop {
  const sides = <T>(read: (side: Workshop) => T) => ({ base: read(base), ours: read(mine), theirs: read(theirs) });
  const own = (side: Workshop): Fields => Object.fromEntries(OWN.map((key) => [key, side[key]]));
  const lists = LISTS.map((key) => {
    const three = sides((side) => side[key] as readonly unknown[] as readonly Keyed[]);
    return [key, merge.objects(KINDS[key], three)];
  });
  const lines = LINES.map((key) => {
    const three = sides((side) => side[key]);
    return [key, merge.settled(three)?.value ?? merge.set(`workshop/${key}`, three)];
  });
  const journey = merge.record(
    `journey/${mine.journey.id}`,
    sides((side) => side.journey as unknown as Fields),
  );
  const all = { ...merge.record("workshop", sides(own)), journey, ...Object.fromEntries([...lists, ...lines]) };
  return all as unknown as Workshop;
}

/** What somebody still builds on stays, though the other took it away. */
function withNamed(workshop: Workshop, { base, mine, theirs }: WorkshopSides): Workshop {
  let { decisions, metrics } = workshop;
  const gone = <T extends Named>(list: readonly T[], ids: readonly string[], of: (side: Workshop) => readonly T[]) => {
    const there = new Set(list.map(({ id }) => id));
    const known = new Map([base, theirs, mine].flatMap((side) => of(side).map((one) => [one.id, one] as const)));
    return [...new Set(ids)].filter((id) => !there.has(id)).flatMap((id) => known.get(id) ?? []);
  };
  const served = workshop.events.map(({ serves }) => serves);
  for (;;) {
    const named = [...served.flatMap((one) => one.metrics), ...metrics.flatMap(({ parent }) => parent ?? [])];
    const back = gone(metrics, named, (side) => side.metrics);
    if (back.length === 0) break;
    metrics = [...metrics, ...back];
  }
  const named = [...served.flatMap((one) => one.decisions), ...metrics.flatMap((metric) => metric.decisions)];
  decisions = [...decisions, ...gone(decisions, named, (side) => side.decisions)];
  const events = new Set(workshop.events.map(({ id }) => id));
  const steps = workshop.journey.steps.map((step) => ({ ...step, events: step.events.filter((id) => events.has(id)) }));
  return { ...workshop, decisions, metrics, journey: { ...workshop.journey, steps } };
}

/** An event stands on one step: where the two put it on different ones, on the one it has on the server. */
function onOneStep(workshop: Workshop, theirs: Workshop): Workshop {
  const { steps } = workshop.journey;
  const kept = new Map<string, string>();
  for (const { id, events } of [...steps].reverse()) for (const event of events) kept.set(event, id);
  const there = new Map(steps.map(({ id, events }) => [id, new Set<string>(events)]));
  for (const { id, events } of theirs.journey.steps)
    for (const event of events) if (there.get(id)?.has(event)) kept.set(event, id);
  const single = steps.map((step) => ({ ...step, events: step.events.filter((event) => kept.get(event) === step.id) }));
  return { ...workshop, journey: { ...workshop.journey, steps: single } };
}

/** A metric is no part of itself: where the two together say so, what is on the server holds. */
function withoutLoops(workshop: Workshop, theirs: Workshop): Workshop {
  const parents = new Map(workshop.metrics.map(({ id, parent }) => [id, parent]));
  const known = new Map(theirs.metrics.map(({ id, parent }) => [id, parent]));
  const moved = workshop.metrics.filter(({ id, parent }) => parent !== undefined && parent !== known.get(id));
  for (const { id } of moved) {
    const parent = parents.get(id);
    const parts = [...parents].map(([part, whole]) => ({
      id: part,
      ...(whole === undefined ? {} : { parent: whole }),
    }));
    if (parent !== undefined && wouldLoop(parts, id, parent)) parents.set(id, known.get(id));
  }
  const metrics = workshop.metrics.map((metric) => {
    const parent = parents.get(metric.id);
    if (parent === metric.parent) return metric;
    const { parent: _, ...alone } = metric;
    return parent === undefined ? alone : { ...alone, parent };
  });
  return { ...workshop, metrics };
}

/** Orders are nobody's decision worth asking for, and what one changed is not lost because the other removed it. */
function isAsked({ path, ours, theirs }: MergeConflict): boolean {
  if (path.endsWith(`/${ORDER}`)) return false;
  const left = ours ?? theirs;
  return (ours !== undefined && theirs !== undefined) || !isFields(left) || !("id" in left);
}

const WORDS: Readonly<Record<string, { readonly en: string; readonly fr: string }>> = {
  title: { en: "What it is about", fr: "Sur quoi il porte" },
  heldOn: { en: "Day", fr: "Jour" },
  template: { en: "Suggestions from", fr: "Suggestions tirées de" },
  when: { en: "When", fr: "Quand" },
  type: { en: "Type", fr: "Type" },
};

function told(conflict: MergeConflict, { mine, theirs }: WorkshopSides): WorkshopConflict {
  const { path } = conflict;
  const all = [mine, theirs].flatMap((side) => [
    ...side.decisions,
    ...side.metrics,
    ...side.events,
    ...side.journey.steps,
  ]);
  const named = new Map<string, Named>(all.map((one) => [one.id, one]));
  const of = path.split("/").findLast((segment) => named.has(segment));
  const about = of === undefined ? {} : { of: named.get(of)?.name ?? "" };
  const label = WORDS[path.slice(path.lastIndexOf("/") + 1)] ?? fieldLabel(path);
  const called = (value: unknown) => (typeof value === "string" ? (named.get(value)?.name ?? value) : value);
  return { path, ...label, ...about, mine: called(conflict.ours), theirs: called(conflict.theirs) };
}

/** Joins what two people wrote. `taken` says whose value holds for fields that both changed, by path. */
export function joinWorkshops(
  given: WorkshopSides,
  taken: ReadonlyMap<string, "mine" | "theirs"> = new Map(),
): JoinedWorkshop {
  const { workshop: mine, ids } = withTheirIds(given);
  const sides = { ...given, mine };
  const resolutions = new Map<string, Resolution>(
    [...taken].map(([path, side]) => [path, { take: side === "mine" ? "ours" : "theirs" }]),
  );
  const merge = new FieldMerge(resolutions);
  const whole = withNamed(joined(sides, merge), sides);
  const workshop = withoutLoops(onOneStep(whole, sides.theirs), sides.theirs);
  const conflicts = merge.conflicts.filter(isAsked).map((conflict) => told(conflict, sides));
  return { workshop, ids, conflicts };
}
