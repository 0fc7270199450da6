/**
 * Sixty days of people using what a plan describes, made from its roles alone: some come to stay, some fall silent, some
 * only look. Everything conforms, and each of the ready-made cohorts finds someone.
 */

import type { EventRole, JsonObject, Plan, PlanEvent } from "../../plan/plan.ts";
import { type Random, seeded } from "./random.ts";
import { eventValues, traitValues } from "./value.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const SAMPLE_DAYS = 60;

/** A call as clients send it in a batch. */
export interface SampleCall {
  readonly type: "track" | "page" | "screen" | "identify";
  readonly messageId: string;
  readonly timestamp: string;
  readonly anonymousId: string;
  readonly userId?: string;
  readonly event?: string;
  readonly name?: string;
  readonly properties?: JsonObject;
  readonly traits?: JsonObject;
}

/** How often one comes, until how many days before the end, and what one does there. */
interface Habit {
  readonly weight: number;
  /** First and last possible day of sign-up. */
  readonly signUp: readonly [from: number, to: number];
  readonly everyDays: number;
  /** Days of silence before the end. */
  readonly silentFor: readonly [from: number, to: number];
  readonly key: number;
  readonly buys: number;
}

const LAST = SAMPLE_DAYS - 1;
const HABITS = {
  loyal: { weight: 4, signUp: [0, 40], everyDays: 3, silentFor: [0, 2], key: 0.8, buys: 0.4 },
  casual: { weight: 4, signUp: [0, 48], everyDays: 7, silentFor: [0, 6], key: 0.4, buys: 0.15 },
  fading: { weight: 2, signUp: [0, 18], everyDays: 3, silentFor: [8, 11], key: 0.9, buys: 0.2 },
  lost: { weight: 2, signUp: [0, 20], everyDays: 4, silentFor: [16, 26], key: 0.7, buys: 0.1 },
  gone: { weight: 2, signUp: [2, 12], everyDays: 4, silentFor: [33, 38], key: 0.9, buys: 0.05 },
  newcomer: { weight: 2, signUp: [LAST - 5, LAST], everyDays: 2, silentFor: [0, 0], key: 0.5, buys: 0.1 },
  visitor: { weight: 4, signUp: [20, LAST], everyDays: 9, silentFor: [0, 5], key: 0, buys: 0 },
} as const satisfies Readonly<Record<string, Habit>>;
type HabitName = keyof typeof HABITS;

const CROWD = (Object.keys(HABITS) as HabitName[]).flatMap((name) =>
  Array.from({ length: HABITS[name].weight }, () => name),
);

/** Roles of events that do not simply happen during a visit. */
const OCCASIONS: ReadonlySet<EventRole> = new Set<EventRole>([
  ...(["sign_up", "log_in", "onboarding_step", "key_value_action", "product_viewed", "add_to_cart"] as const),
  ...(["purchase", "unsubscribe", "email_sent", "email_opened", "exposure", "support_request"] as const),
  "satisfaction_answer",
]);

class Person {
  readonly calls: SampleCall[] = [];
  private known = false;
  private readonly random: Random;
  readonly habit: Habit;
  readonly signUpDay: number;
  private readonly lastDay: number;

  constructor(
    private readonly plan: Plan,
    private readonly index: number,
    private readonly start: number,
    private readonly now: number,
    private readonly name: HabitName,
  ) {
    this.random = seeded(index * 7919 + 17);
    this.habit = HABITS[name];
    const [from, to] = this.habit.signUp;
    this.signUpDay = this.random.between(from, to);
    this.lastDay = LAST - this.random.between(...this.habit.silentFor);
  }

  private send(at: number, call: Pick<SampleCall, "type" | "event" | "name" | "properties" | "traits">): void {
    if (at > this.now) return;
    const { index } = this;
    this.calls.push({
      messageId: `sample-${index}-${this.calls.length}`,
      timestamp: new Date(at).toISOString(),
      anonymousId: `visitor-${index}`,
      ...(this.known ? { userId: `person-${index}` } : {}),
      ...call,
    });
  }

  private fireEvent(event: PlanEvent, at: number): void {
    const { callType: type, name } = event;
    const properties = eventValues(this.plan, event, { index: this.index, at, random: this.random });
    this.send(at, { type, ...(type === "track" ? { event: name } : { name }), properties });
  }

  private fire(role: EventRole, at: number): void {
    const event = this.random.pick(this.plan.events.filter(({ roles }) => roles.includes(role)));
    if (event !== undefined) this.fireEvent(event, at);
  }

  private identify(at: number, subscription?: string): void {
    const role = this.plan.userProperties.find((property) => property.role === "subscription")?.name;
    const traits = traitValues(this.plan, { index: this.index, at, random: this.random });
    const told = subscription === undefined || role === undefined ? {} : { [role]: subscription };
    this.send(at, { type: "identify", traits: { ...traits, ...told } });
  }

  /** Looking around, the key action, perhaps a purchase. */
  private visit(day: number): void {
    const { random, habit } = this;
    let at = this.start + day * DAY + random.between(7, 21) * HOUR + random.between(0, 3_599_999);
    const step = (): number => {
      at += random.between(4, 180) * 1000;
      return at;
    };
    if (this.known && random.chance(0.5)) this.fire("log_in", step());
    const around = this.plan.events.filter(({ roles }) => !roles.some((role) => OCCASIONS.has(role)));
    for (let count = random.between(0, 2); count > 0; count--) {
      const event = random.pick(around);
      if (event !== undefined) this.fireEvent(event, step());
    }
    for (let count = random.between(1, 2); count > 0; count--) this.fire("product_viewed", step());
    if (!this.known) return;
    if (random.chance(habit.key)) this.fire("key_value_action", step());
    if (!random.chance(habit.buys * 1.6)) return;
    this.fire("add_to_cart", step());
    if (random.chance(0.63)) this.fire("purchase", step());
  }

  private signUp(): void {
    const { random } = this;
    const at = this.start + this.signUpDay * DAY + random.between(8, 20) * HOUR + random.between(0, 3_599_999);
    this.fire("exposure", at - MINUTE);
    this.known = true;
    this.fire("sign_up", at);
    this.identify(at + 1000, this.index % 5 === 0 ? "trial" : undefined);
    const stuck = this.index % 4 === 0;
    for (let step = 0; step < (stuck ? 1 : 3); step++) this.fire("onboarding_step", at + (step * 9 + 1) * HOUR);
    if (this.name !== "loyal" && !random.chance(0.3)) return;
    for (let action = 1; action <= 3; action++) this.fire("key_value_action", at + (action * 40 + 2) * HOUR);
  }

  private letters(): void {
    for (let day = this.signUpDay + 3; day <= LAST; day += 7) {
      const at = this.start + day * DAY + 9 * HOUR;
      this.fire("email_sent", at);
      if (this.random.chance(0.45)) this.fire("email_opened", at + this.random.between(1, 40) * HOUR);
      else if (this.random.chance(0.03)) {
        this.fire("unsubscribe", at + HOUR);
        return;
      }
    }
  }

  live(): readonly SampleCall[] {
    const { random, signUpDay, habit } = this;
    this.visit(signUpDay);
    if (this.name !== "visitor") {
      this.signUp();
      this.letters();
    }
    for (let day = signUpDay + 1; day <= this.lastDay; day += random.between(1, habit.everyDays * 2 - 1))
      this.visit(day);
    if (random.chance(0.1) && this.known) this.fire("support_request", this.start + (signUpDay + 2) * DAY);
    if (random.chance(0.1) && this.known) this.fire("satisfaction_answer", this.start + (signUpDay + 5) * DAY);
    return this.calls;
  }
}

/** Every call of `people` people over the sixty days that end at `now` (ms), oldest first; the same for the same arguments. */
export function sampleTraffic(plan: Plan, people: number, now: number): readonly SampleCall[] {
  const start = Math.floor(now / DAY) * DAY - LAST * DAY;
  const calls: SampleCall[] = [];
  for (let index = 1; index <= people; index++) {
    const habit = CROWD[index % CROWD.length] ?? "casual";
    calls.push(...new Person(plan, index, start, now, habit).live());
  }
  return calls.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0));
}
