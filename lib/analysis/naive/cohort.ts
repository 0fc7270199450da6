/** Cohort membership, one person at a time. */

import type { Comparison, Criterion } from "../question.ts";
import { bestLevel } from "./funnel.ts";
import {
  asSent,
  eventsOf,
  holds,
  isInWindow,
  knownPeople,
  localDay,
  milliseconds,
  periodStartOf,
  propertyOf,
  selects,
  signUpOf,
  traitOf,
  type World,
  type WorldEvent,
} from "./world.ts";

type Kind<K extends Criterion["kind"]> = Extract<Criterion, { readonly kind: K }>;

function compares(amount: number, { op, value }: Comparison): boolean {
  if (op === ">=") return amount >= value;
  if (op === "<=") return amount <= value;
  if (op === ">") return amount > value;
  return op === "<" ? amount < value : amount === value;
}

function neverSignedUp(world: World, person: number, window: object): boolean {
  return "afterSignUp" in window && signUpOf(world, person) === undefined;
}

function counted(world: World, person: number, { event, window }: Kind<"count"> | Kind<"sum">): WorldEvent[] {
  return eventsOf(world, person).filter(
    (item) => selects(world, event, item) && isInWindow(world, window, person, item.ts),
  );
}

function isRegular(world: World, person: number, { event, unit, atLeast, of, skip = 0 }: Kind<"regular">): boolean {
  // The periods before the current one, found by stepping to the day before each start.
  let start = periodStartOf(world, unit, localDay(world.timeZone, world.asOf));
  const periods: number[] = [];
  for (let index = 0; index < skip + of; index++) {
    start = periodStartOf(world, unit, start - 1);
    if (index >= skip) periods.push(start);
  }
  const active = new Set(
    eventsOf(world, person)
      .filter((item) => selects(world, event, item))
      .map((item) => periodStartOf(world, unit, localDay(world.timeZone, item.ts))),
  );
  return periods.filter((period) => active.has(period)).length >= atLeast;
}

function sumOf(world: World, person: number, criterion: Kind<"sum">): { total: number; values: number } {
  const values = counted(world, person, criterion)
    .map((item) => propertyOf(world, item, criterion.property))
    .filter((value) => typeof value === "number");
  return { total: Number(values.reduce((sum, value) => sum + value, 0).toFixed(9)), values: values.length };
}

function inTop(world: World, person: number, criterion: Kind<"sum">, percent: number): boolean {
  const sums = knownPeople(world)
    .map((other) => sumOf(world, other, criterion))
    .filter(({ values }) => values > 0)
    .map(({ total }) => total)
    .sort((a, b) => b - a);
  const own = sumOf(world, person, criterion);
  const last = sums[Math.ceil((sums.length * percent) / 100) - 1];
  return own.values > 0 && last !== undefined && own.total >= last;
}

function isSequence(world: World, person: number, criterion: Kind<"sequence">): boolean {
  const all = eventsOf(world, person);
  const attempts = all.filter(
    (item) => selects(world, criterion.first, item) && isInWindow(world, criterion.window, person, item.ts),
  );
  const chosen =
    criterion.which === "any" ? attempts : criterion.which === "first" ? attempts.slice(0, 1) : attempts.slice(-1);
  const within = milliseconds(criterion.within);
  const same = criterion.sameProperty;
  return chosen.some((attempt) => {
    const followed = all.some(
      (item) =>
        item.uid !== attempt.uid &&
        item.ts >= attempt.ts &&
        item.ts <= attempt.ts + within &&
        selects(world, criterion.then, item) &&
        (same === undefined ||
          (propertyOf(world, attempt, same) !== undefined &&
            propertyOf(world, attempt, same) === propertyOf(world, item, same))),
    );
    return criterion.followed ? followed : !followed && attempt.ts + within < world.asOf;
  });
}

function activationOf(world: World, person: number, criterion: Kind<"activation">): string {
  const start = signUpOf(world, person);
  if (start === undefined) return "none";
  const end = start + milliseconds(criterion.within);
  const done = eventsOf(world, person).filter(
    (item) => selects(world, criterion.event, item) && item.ts >= start && item.ts <= end,
  );
  if (done.length >= criterion.atLeast) return "reached";
  return end < world.asOf ? "not_reached" : "open";
}

export function belongs(
  world: World,
  cohorts: ReadonlyMap<string, Criterion>,
  criterion: Criterion,
  person: number,
): boolean {
  switch (criterion.kind) {
    case "all":
      return criterion.of.every((part) => belongs(world, cohorts, part, person));
    case "any":
      return criterion.of.some((part) => belongs(world, cohorts, part, person));
    case "not":
      return !belongs(world, cohorts, criterion.of, person);
    case "as_sent":
      return belongs(asSent(world), cohorts, criterion.of, person);
    case "count":
      if (neverSignedUp(world, person, criterion.window)) return false;
      return compares(counted(world, person, criterion).length, criterion.count);
    case "regular":
      return isRegular(world, person, criterion);
    case "sum":
      if (neverSignedUp(world, person, criterion.window)) return false;
      if ("topPercent" in criterion.sum) return inTop(world, person, criterion, criterion.sum.topPercent);
      return compares(sumOf(world, person, criterion).total, criterion.sum);
    case "sequence":
      return isSequence(world, person, criterion);
    case "property":
      return holds(traitOf(world, person, criterion.filter), criterion.filter);
    case "activation":
      return activationOf(world, person, criterion) === criterion.group;
    case "funnel_step": {
      const { level } = bestLevel(world, person, criterion.funnel);
      return criterion.exactly ? level === criterion.step : level >= criterion.step;
    }
    case "cohort": {
      const inner = cohorts.get(criterion.cohort);
      return inner !== undefined && belongs(world, cohorts, inner, person);
    }
  }
}

export function membersOf(world: World, cohorts: ReadonlyMap<string, Criterion>, criterion: Criterion): number[] {
  return knownPeople(world).filter((person) => belongs(world, cohorts, criterion, person));
}
