/** A world as the calls that clients send: what `insertWorld` writes into the event store, through the front door. */

import type { World, WorldEvent, WorldTrait } from "./world.ts";

export type Message = Readonly<Record<string, unknown>> & { readonly messageId: string; readonly type: string };

/** A call beside what it is to the plan. */
export interface PlannedMessage {
  readonly message: Message;
  /** Absent for identify and group calls. */
  readonly event?: string;
}

const EVENTS: Readonly<Record<string, string>> = {
  evt_s: "Signed Up",
  evt_a: "Searched",
  evt_b: "Added To Cart",
  evt_c: "Ordered",
  evt_o: "Onboarding",
  evt_m: "E-mail Opened",
  evt_u: "Unsubscribed",
};
export const PAGE = { id: "evt_page", name: "Home" } as const;

const PROPERTIES: Readonly<Record<string, string>> = {
  prp_channel: "channel",
  prp_n: "n",
  prp_flag: "flag",
  prp_tags: "tags",
  prp_when: "when",
  prp_cart_b: "cart_id",
  prp_price: "amount",
  prp_cart_c: "cart_id",
  prp_total: "amount",
  prp_box: "box",
  prp_plan: "plan",
  prp_nps: "nps",
  prp_optin: "optin",
  prp_sector: "sector",
};

/** The country that ingest derives from a time zone. */
const ZONES: Readonly<Record<string, string>> = { FR: "Europe/Paris", US: "America/Chicago" };

/** Kind and name of a planned event's call, as the statement reads them. */
export function callOf(event: string): { readonly type: string; readonly name: string } {
  return event === PAGE.id ? { type: "page", name: PAGE.name } : { type: "track", name: EVENTS[event] ?? "" };
}

export const WORLD_EVENTS: readonly string[] = [...Object.keys(EVENTS), PAGE.id];

/** People from 100 on are anonymous. */
export function identityOf(person: number): Readonly<Record<string, string>> {
  return person >= 100 ? { anonymousId: `p${person}` } : { userId: `p${person}` };
}

function named(values: WorldEvent["properties"]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [PROPERTIES[id] ?? id, value]));
}

function eventMessage(event: WorldEvent): PlannedMessage {
  const { type, name } = callOf(event.event);
  const zone = ZONES[event.automatic.country ?? ""];
  return {
    event: event.event,
    message: {
      messageId: `m${event.uid}`,
      type,
      ...(type === "page" ? { name } : { event: name }),
      ...identityOf(event.person),
      timestamp: new Date(event.ts).toISOString(),
      properties: named(event.properties),
      context: {
        ...(zone === undefined ? {} : { timezone: zone }),
        ...(event.group === "" ? {} : { groupId: event.group }),
      },
    },
  };
}

function traitMessage(trait: WorldTrait): PlannedMessage {
  const call = trait.subject === "group" ? { type: "group", groupId: trait.group } : { type: "identify" };
  return {
    message: {
      messageId: `m${trait.uid}`,
      ...call,
      ...identityOf(trait.person),
      timestamp: new Date(trait.ts).toISOString(),
      traits: trait.property === "" ? {} : named({ [trait.property]: trait.value }),
    },
  };
}

/** The calls in the order of the world's own numbers, which is that of arrival. */
export function messagesOf(world: World): PlannedMessage[] {
  const links = world.links.map(({ uid, anonymous, person, ts }) => ({
    uid,
    message: {
      messageId: `m${uid}`,
      type: "identify",
      userId: `p${person}`,
      anonymousId: `p${anonymous}`,
      timestamp: new Date(ts).toISOString(),
    },
  }));
  const others = [
    ...world.events.map((event) => ({ uid: event.uid, ...eventMessage(event) })),
    ...world.traits.map((trait) => ({ uid: trait.uid, ...traitMessage(trait) })),
  ];
  return [...others, ...links].sort((a, b) => a.uid - b.uid);
}

/** A call that links makes its user known, even when it says nothing else. */
export function withLinkedKnown(world: World): World {
  const told = world.links.map(
    ({ uid, person, ts }): WorldTrait => ({ uid, subject: "user", property: "", person, group: "", ts, value: null }),
  );
  return { ...world, traits: [...world.traits, ...told] };
}
