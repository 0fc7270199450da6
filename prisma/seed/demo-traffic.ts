/**
 * Sixty days in the life of the demo shop, person by person: what each client calls, with which release of the app. Three
 * things go wrong on purpose: release 2.3.0 sends order totals as text, a banner sends an event nobody planned, and a few
 * people get a membership number where a word is planned.
 */

import type { JsonObject } from "../../lib/plan/plan.ts";
import { type Random, seededRandom } from "./random.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const DEMO_DAYS = 60;
/** From this day on, updated clients use the second version of the plan (`Item Added` has become `Product Added`). */
const SECOND_PLAN_DAY = 35;
const BROKEN_RELEASE = { from: 53, to: 57, version: "2.3.0" };
const BANNER_DAY = 50;

export interface DemoCall {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly userId?: string;
  readonly anonymousId: string;
  /** The plan version whose generated SDK this client was built with. */
  readonly plan: 1 | 2;
  readonly release: string;
  readonly timeZone: string;
  readonly source: "shop-web" | "shop-server";
  readonly call:
    | { readonly kind: "event"; readonly identifier: string; readonly properties: JsonObject }
    | { readonly kind: "identify"; readonly traits: JsonObject }
    /** Something the generated code has no function for. */
    | { readonly kind: "untyped"; readonly name: string; readonly properties: JsonObject };
}

type Persona = "loyal" | "casual" | "lost" | "visitor";

interface Person {
  readonly index: number;
  readonly random: Random;
  readonly persona: Persona;
  readonly signUpDay: number;
  /** Keeps an old build of the app to the end. */
  readonly neverUpdates: boolean;
  readonly timeZone: string;
  readonly calls: DemoCall[];
  readonly start: number;
  readonly now: number;
  known: boolean;
}

type Article = readonly [id: string, category: string, price: number];

const CATALOGUE: readonly [Article, ...Article[]] = [
  ["LIN-101", "bed", 89],
  ["LIN-117", "bed", 129],
  ["LIN-204", "bath", 24.5],
  ["LIN-209", "bath", 39],
  ["LIN-310", "table", 54],
  ["LIN-402", "kitchen", 12.9],
  ["LIN-411", "kitchen", 19.9],
];

function releaseOn(person: Person, day: number): { plan: 1 | 2; release: string } {
  if (person.neverUpdates || day < SECOND_PLAN_DAY) return { plan: 1, release: day < 20 ? "1.8.0" : "1.9.2" };
  if (day >= BROKEN_RELEASE.from && day <= BROKEN_RELEASE.to) return { plan: 2, release: BROKEN_RELEASE.version };
  return { plan: 2, release: day > BROKEN_RELEASE.to ? "2.3.1" : "2.2.0" };
}

function emit(person: Person, at: number, call: DemoCall["call"], source: DemoCall["source"] = "shop-web"): void {
  if (at > person.now) return;
  const day = Math.floor((at - person.start) / DAY);
  person.calls.push({
    at,
    ...(person.known ? { userId: userIdOf(person.index) } : {}),
    anonymousId: `visitor-${person.index}`,
    ...releaseOn(person, day),
    timeZone: person.timeZone,
    source,
    call,
  });
}

export function userIdOf(index: number): string {
  return `customer-${String(index).padStart(5, "0")}`;
}

function fire(
  person: Person,
  at: number,
  identifier: string,
  properties: JsonObject = {},
  source?: DemoCall["source"],
): void {
  emit(person, at, { kind: "event", identifier, properties }, source);
}

function article(random: Random): JsonObject {
  const [id, category, price] = random.pick(CATALOGUE);
  return { product_id: id, category, price };
}

function addToBasket(person: Person, at: number, cart: string): void {
  const day = Math.floor((at - person.start) / DAY);
  const identifier = releaseOn(person, day).plan === 1 ? "itemAdded" : "productAdded";
  fire(person, at, identifier, { ...article(person.random), cart_id: cart });
}

function order(person: Person, at: number, cart: string, day: number): void {
  const { random } = person;
  const quantity = random.between(1, 4);
  const total = Math.round((random.between(15, 260) + random.next()) * 100) / 100;
  const { release } = releaseOn(person, day);
  const broken = release === BROKEN_RELEASE.version && random.chance(0.6);
  fire(
    person,
    at,
    "orderCompleted",
    {
      cart_id: cart,
      order_id: `ML-${10_000 + person.index * 40 + person.calls.length}`,
      total: broken ? total.toFixed(2).replace(".", ",") : total,
      currency: "EUR",
      ...(random.chance(0.3) ? { coupon: random.chance(0.5) ? "WELCOME10" : null } : {}),
      lines: [{ product_id: random.pick(CATALOGUE)[0], quantity }],
    },
    broken ? "shop-web" : "shop-server",
  );
}

function payment(random: Random, cart: string): JsonObject {
  const method = random.pick(["card", "card", "card", "transfer", "gift_card"]);
  if (method === "card") return { cart_id: cart, method, brand: random.pick(["visa", "mastercard", "cb"]) };
  if (method === "gift_card") return { cart_id: cart, method, balance: random.between(0, 40) };
  return { cart_id: cart, method };
}

/** A visit: looking, perhaps a basket, perhaps an order. `intent` is how likely each step leads to the next. */
function visit(person: Person, day: number, intent: number): void {
  const { random } = person;
  let at =
    person.start +
    day * DAY +
    random.between(7, 21) * HOUR +
    random.between(0, 59) * MINUTE +
    random.between(0, 59_999);
  const step = (): number => {
    at += random.between(5, 240) * 1000;
    return at;
  };
  if (person.known && random.chance(0.5)) fire(person, step(), "loggedIn");
  fire(person, step(), "homePage");
  if (random.chance(0.35))
    fire(person, step(), "productSearched", {
      query: random.pick(["nappe", "drap", "lin", "serviette"]),
      results: random.between(0, 40),
    });
  const views = random.between(1, 3);
  for (let count = 0; count < views; count++) fire(person, step(), "productViewed", article(random));
  if (random.chance(0.12)) fire(person, step(), "sizeGuideOpened");
  if (day >= BANNER_DAY && random.chance(0.08))
    emit(person, step(), { kind: "untyped", name: "Promo Banner Clicked", properties: { banner: "autumn" } });
  if (person.known && random.chance(intent * 0.4)) fire(person, step(), "listSaved", { items: random.between(1, 9) });
  if (!random.chance(intent)) return;
  const cart = `c-${person.index}-${day}`;
  addToBasket(person, step(), cart);
  if (!random.chance(0.75)) return;
  fire(person, step(), "checkoutStarted", { cart_id: cart });
  if (!person.known || !random.chance(0.8)) return;
  fire(person, step(), "paymentAttempted", payment(random, cart));
  if (random.chance(0.85)) order(person, step(), cart, day);
  if (random.chance(0.15)) fire(person, step() + DAY, "ratingGiven", { score: random.pick([5, 4, 4, 3, 5, 1]) });
}

function signUp(person: Person): void {
  const { random } = person;
  const at = person.start + person.signUpDay * DAY + random.between(8, 20) * HOUR + random.between(0, 3_599_999);
  const channel = random.pick(["search", "social", "email", "referral", "direct"]);
  fire(person, at - 2 * MINUTE, "homepageTested", { variant: person.index % 2 === 0 ? "control" : "stories" });
  person.known = true;
  const trial = person.persona === "casual" && person.index % 5 === 0;
  const wrongPlan = trial && person.index % 35 === 0;
  emit(person, at, {
    kind: "identify",
    traits: {
      email: `customer${person.index}@example.com`,
      signed_up_at: new Date(at).toISOString(),
      country: random.pick(["FR", "FR", "FR", "BE", "CH"]),
      household_size: random.between(1, 6),
      marketing_consent: random.chance(0.7),
      acquisition_channel: channel,
      plan: trial ? "trial" : "free",
    },
  });
  fire(person, at + 1000, "signedUp", { method: random.pick(["email", "google", "apple"]), channel });
  if (wrongPlan) emit(person, at + 3 * DAY, { kind: "identify", traits: { plan: 42 } });
  onboarding(person, at);
}

function onboarding(person: Person, signedUpAt: number): void {
  const { random, persona } = person;
  const reach = persona === "loyal" ? 0.95 : persona === "casual" ? 0.75 : 0.5;
  let at = signedUpAt + random.between(1, 30) * MINUTE;
  for (let step = 1; step <= 3; step++) {
    if (!random.chance(reach)) return;
    fire(person, at, "onboardingStepCompleted", { step });
    at += random.between(1, 40) * HOUR;
  }
  if (!random.chance(persona === "loyal" ? 0.9 : 0.25)) return;
  for (let count = 0; count < 3; count++)
    fire(person, signedUpAt + random.between(2, 150) * HOUR, "listSaved", { items: random.between(1, 6) });
}

function mails(person: Person): void {
  const { random, signUpDay } = person;
  for (let day = signUpDay + 3; day < DEMO_DAYS; day += 7) {
    const at = person.start + day * DAY + 9 * HOUR;
    const campaign = `week-${Math.floor(day / 7)}`;
    fire(person, at, "emailSent", { campaign }, "shop-server");
    if (random.chance(person.persona === "lost" ? 0.3 : 0.45))
      fire(person, at + random.between(1, 40) * HOUR, "emailOpened", { campaign }, "shop-server");
    else if (random.chance(0.02)) {
      fire(person, at + HOUR, "unsubscribed", {}, "shop-server");
      return;
    }
  }
}

function membership(person: Person): void {
  const { random, signUpDay } = person;
  if (person.persona !== "loyal" || !random.chance(0.35)) return;
  const at = person.start + (signUpDay + random.between(5, 15)) * DAY + 12 * HOUR;
  fire(person, at, "membershipStarted", { period: random.pick(["month", "year"]) });
  emit(person, at + 1000, { kind: "identify", traits: { plan: "member" } });
  if (random.chance(0.12))
    fire(person, at + 20 * DAY, "membershipCancelled", { reason: random.chance(0.5) ? null : "price" });
}

function live(person: Person): void {
  const { random, persona, signUpDay } = person;
  const gap = { loyal: [2, 5], casual: [4, 11], lost: [5, 9], visitor: [12, 40] }[persona];
  // Lost customers fall silent some weeks before today; they are who the at-risk cohorts find.
  const lastDay = persona === "lost" ? Math.min(DEMO_DAYS - 1, signUpDay + random.between(10, 32)) : DEMO_DAYS - 1;
  const intent = persona === "loyal" ? 0.55 : persona === "visitor" ? 0.15 : 0.35;
  for (let day = signUpDay + 1; day <= lastDay; day += random.between(gap[0] ?? 3, gap[1] ?? 9))
    visit(person, day, intent);
  if (random.chance(0.08))
    fire(person, person.start + (signUpDay + 4) * DAY, "supportRequested", {
      topic: random.pick(["delivery", "return", "product"]),
    });
}

function simulate(index: number, start: number, now: number): DemoCall[] {
  const random = seededRandom(index * 7919 + 17);
  const persona: Persona = random.pick(["loyal", "casual", "casual", "lost", "visitor"]);
  const signUpDay = random.between(0, DEMO_DAYS - 1);
  const person: Person = {
    index,
    random,
    persona,
    signUpDay,
    neverUpdates: random.chance(0.12),
    timeZone: random.pick(["Europe/Paris", "Europe/Paris", "Europe/Brussels", "Europe/Zurich"]),
    calls: [],
    start,
    now,
    known: false,
  };
  visit(person, signUpDay, 0.2);
  if (persona !== "visitor") {
    signUp(person);
    mails(person);
    membership(person);
  }
  live(person);
  return person.calls.sort((a, b) => a.at - b.at);
}

/** Every call of `people` people over the sixty days that end at `now` (ms), oldest first. */
export function simulateTraffic(people: number, now: number): DemoCall[] {
  const start = Math.floor(now / DAY) * DAY - (DEMO_DAYS - 1) * DAY;
  const calls: DemoCall[] = [];
  for (let index = 0; index < people; index++) calls.push(...simulate(index, start, now));
  return calls.sort((a, b) => a.at - b.at);
}
