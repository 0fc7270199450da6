/* eslint-disable */
/**
 * Hands what you track to an SDK that is already there: `init({ adapter: segment(() => window.analytics) })`. The same bytes
 * for every plan. Do not edit.
 *
 * The function you give is asked at every call, so that an SDK may load later: until it does, messages wait in their order.
 * That SDK knows who the person in its page is; ids you give in the options of a call go before that. An SDK without a context
 * gets what a message says of its plan as the reserved property `$gabarit`.
 */
import { type Adapter, attempt, type Message, type Waiting } from "./settings.ts";

type Source<S> = () => S | null | undefined;
type Values = { readonly [key: string]: unknown };

/** An adapter over any SDK: `give` gets it with each message, in order. */
export function adapter<S>(
  source: Source<S>,
  give: (sdk: S, message: Message) => void,
  reset?: (sdk: S) => void,
): Adapter {
  const found = (): S | null | undefined => {
    try {
      return source();
    } catch {
      return undefined;
    }
  };
  /** How often the person was forgotten, by us and by that SDK: before it loads, it is told between two messages. */
  let person = 0;
  let told = 0;
  const persons = new WeakMap<Waiting, number>();
  function take(waiting: Waiting[]): void {
    for (const message of waiting) if (!persons.has(message)) persons.set(message, person);
    for (let sdk = found(); sdk; sdk = found()) {
      const now = sdk;
      const [next] = waiting;
      const about = next ? (persons.get(next) ?? person) : person;
      if (about > told) {
        told = about;
        attempt(() => reset?.(now));
      } else if (!next) return;
      else {
        waiting.shift();
        attempt(() => give(now, JSON.parse(next.text) as Message));
      }
    }
  }
  return {
    take,
    reset() {
      person++;
      take([]);
    },
  };
}

function nameOf({ event, name, type }: Message): string {
  return event ?? name ?? type;
}

function marked({ properties, context }: Message): Values {
  return { ...properties, $gabarit: context.gabarit };
}

function groupTypeOf({ context }: Message): string {
  return typeof context.groupType === "string" ? context.groupType : "group";
}

/** Without the keys that hold nothing: vendors tell absent and undefined apart. */
function known<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

function personOf({ userId, anonymousId }: Message): string {
  return userId ?? anonymousId ?? "";
}

// ------------------------------------------------------------------------------------------------ Segment, RudderStack

/** Analytics.js of Segment, and everything of its form. */
export interface SegmentBrowser {
  track(name: string, properties: object, options: object): unknown;
  page(name: string, properties: object, options: object): unknown;
  screen?(name: string, properties: object, options: object): unknown;
  identify(userId: string, traits: object, options: object): unknown;
  group(groupId: string, traits: object, options: object): unknown;
  alias(userId: string, previousId: string | undefined, options: object): unknown;
  reset?(): unknown;
}

function positional(options: (message: Message) => object): (sdk: SegmentBrowser, message: Message) => void {
  return (sdk, message) => {
    const { type, properties = {}, traits = {}, userId = "", groupId = "", previousId } = message;
    const name = nameOf(message);
    const further = known(options(message));
    if (type === "track") sdk.track(name, properties, further);
    else if (type === "page") sdk.page(name, properties, further);
    else if (type === "screen") {
      // RudderStack's SDK for browsers has no screens.
      if (sdk.screen) sdk.screen(name, properties, further);
      else sdk.page(name, properties, further);
    } else if (type === "identify") sdk.identify(userId, traits, further);
    else if (type === "group") sdk.group(groupId, traits, further);
    else sdk.alias(userId, previousId, further);
  };
}

/** `segment(() => window.analytics)`: Segment's SDK for browsers. */
export function segment(sdk: Source<SegmentBrowser>): Adapter {
  const options = ({ type, timestamp, messageId, userId, anonymousId, context }: Message): object => ({
    timestamp,
    messageId,
    userId: type === "identify" || type === "alias" ? undefined : userId,
    anonymousId,
    context,
  });
  return adapter(sdk, positional(options), (found) => found.reset?.());
}

/** `rudderstack(() => window.rudderanalytics)`: RudderStack's SDK for browsers; it merges options into the context. */
export function rudderstack(sdk: Source<SegmentBrowser>): Adapter {
  const options = ({ timestamp, anonymousId, context }: Message): object => ({
    ...context,
    originalTimestamp: timestamp,
    anonymousId,
  });
  return adapter(sdk, positional(options), (found) => found.reset?.());
}

/** SDKs for servers that take a message as one object. */
export interface SegmentServer {
  track(message: object): unknown;
  page(message: object): unknown;
  screen(message: object): unknown;
  identify(message: object): unknown;
  group(message: object): unknown;
  alias(message: object): unknown;
}

/** `segmentNode(() => analytics)`: `@segment/analytics-node`. */
export function segmentNode(sdk: Source<SegmentServer>): Adapter {
  return adapter(sdk, (found, { type, timestamp, ...message }) =>
    found[type]({ ...message, timestamp: new Date(timestamp) }),
  );
}

/** `rudderstackNode(() => analytics)`: `@rudderstack/rudder-sdk-node`. */
export function rudderstackNode(sdk: Source<SegmentServer>): Adapter {
  return adapter(sdk, (found, { type, timestamp, ...message }) =>
    found[type]({ ...message, originalTimestamp: new Date(timestamp), timestamp: new Date(timestamp) }),
  );
}

// ------------------------------------------------------------------------------------------------------------ Mixpanel

export interface MixpanelBrowser {
  track(name: string, properties: object): unknown;
  identify(userId: string): unknown;
  alias(userId: string, previousId?: string): unknown;
  reset(): unknown;
  set_group(type: string, id: string): unknown;
  get_group(type: string, id: string): { set(traits: object): unknown };
  readonly people: { set(traits: object): unknown };
}

function ofMixpanel(message: Message): Values {
  const { timestamp, messageId } = message;
  return { ...marked(message), time: Date.parse(timestamp) / 1000, $insert_id: messageId };
}

/** `mixpanel(() => window.mixpanel)`: Mixpanel's SDK for browsers. */
export function mixpanel(sdk: Source<MixpanelBrowser>): Adapter {
  const give = (found: MixpanelBrowser, message: Message): void => {
    const { type, traits = {}, userId = "", groupId = "", previousId } = message;
    if (type === "identify") {
      found.identify(userId);
      if (Object.keys(traits).length > 0) found.people.set(traits);
    } else if (type === "group") {
      found.set_group(groupTypeOf(message), groupId);
      found.get_group(groupTypeOf(message), groupId).set(traits);
    } else if (type === "alias") found.alias(userId, previousId);
    else found.track(nameOf(message), ofMixpanel(message));
  };
  return adapter(sdk, give, (found) => found.reset());
}

export interface MixpanelServer {
  track(name: string, properties: object): unknown;
  alias(previousId: string, userId: string): unknown;
  readonly people: { set(userId: string, traits: object): unknown };
  readonly groups: { set(type: string, id: string, traits: object): unknown };
}

/** `mixpanelNode(() => client)`: the package `mixpanel`. */
export function mixpanelNode(sdk: Source<MixpanelServer>): Adapter {
  return adapter(sdk, (found, message) => {
    const { type, traits = {}, userId = "", groupId = "", previousId } = message;
    if (type === "identify") found.people.set(userId, traits);
    else if (type === "group") found.groups.set(groupTypeOf(message), groupId, traits);
    else if (type === "alias") found.alias(previousId ?? "", userId);
    else {
      const person = known({
        distinct_id: personOf(message),
        $user_id: message.userId,
        $device_id: message.anonymousId,
      });
      found.track(nameOf(message), { ...ofMixpanel(message), ...person });
    }
  });
}

// ----------------------------------------------------------------------------------------------------------- Amplitude

/** What both SDKs of Amplitude have: a module or an instance, with its class `Identify`. */
export interface Amplitude {
  track(name: string, properties: object, options: object): unknown;
  identify(identify: AmplitudeIdentify, options: object): unknown;
  groupIdentify(type: string, name: string, identify: AmplitudeIdentify, options: object): unknown;
  setGroup(type: string, name: string, options?: object): unknown;
  readonly Identify: new () => AmplitudeIdentify;
  /** In browsers. */
  setUserId?(userId: string): unknown;
  reset?(): unknown;
}

export interface AmplitudeIdentify {
  set(key: string, value: never): unknown;
}

/** `amplitude(() => amplitude)`: `@amplitude/analytics-browser` or `@amplitude/analytics-node`, imported as a whole. */
export function amplitude(sdk: Source<Amplitude>): Adapter {
  const give = (found: Amplitude, message: Message): void => {
    const { type, timestamp, messageId, userId, anonymousId, groupId = "" } = message;
    const options = known({
      time: Date.parse(timestamp),
      insert_id: messageId,
      user_id: userId,
      device_id: anonymousId,
    });
    const traits = (): AmplitudeIdentify => {
      const identify = new found.Identify();
      for (const [key, value] of Object.entries(message.traits ?? {})) identify.set(key, value as never);
      return identify;
    };
    if (type === "identify") {
      found.setUserId?.(userId ?? "");
      found.identify(traits(), options);
    } else if (type === "group") {
      found.setGroup(groupTypeOf(message), groupId, options);
      found.groupIdentify(groupTypeOf(message), groupId, traits(), options);
    } else if (type === "alias") found.setUserId?.(userId ?? "");
    else found.track(nameOf(message), marked(message), options);
  };
  return adapter(sdk, give, (found) => found.reset?.());
}

// ------------------------------------------------------------------------------------------------------------- PostHog

export interface PosthogBrowser {
  capture(name: string, properties: object, options: object): unknown;
  identify(userId: string, traits: object): unknown;
  group(type: string, id: string, traits: object): unknown;
  alias(alias: string, previousId?: string): unknown;
  reset(): unknown;
}

/** PostHog refuses events whose id is no UUID: one of your own form is left out. */
function uuidOf(messageId: string): { readonly uuid?: string } {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(messageId) ? { uuid: messageId } : {};
}

/** `posthog(() => window.posthog)`: PostHog's SDK for browsers. */
export function posthog(sdk: Source<PosthogBrowser>): Adapter {
  const give = (found: PosthogBrowser, message: Message): void => {
    const { type, traits = {}, userId = "", groupId = "", previousId, timestamp, messageId } = message;
    if (type === "identify") found.identify(userId, traits);
    else if (type === "group") found.group(groupTypeOf(message), groupId, traits);
    else if (type === "alias") found.alias(userId, previousId);
    else found.capture(nameOf(message), marked(message), { timestamp: new Date(timestamp), ...uuidOf(messageId) });
  };
  return adapter(sdk, give, (found) => found.reset());
}

export interface PosthogServer {
  capture(message: object): unknown;
  identify(message: object): unknown;
  groupIdentify(message: object): unknown;
  alias(message: object): unknown;
}

/** `posthogNode(() => client)`: `posthog-node`. */
export function posthogNode(sdk: Source<PosthogServer>): Adapter {
  return adapter(sdk, (found, message) => {
    const { type, traits, userId, groupId, previousId, timestamp, messageId } = message;
    const distinctId = personOf(message);
    if (type === "identify") found.identify({ distinctId, properties: traits });
    else if (type === "group") {
      found.groupIdentify(
        known({ groupType: groupTypeOf(message), groupKey: groupId, properties: traits, distinctId }),
      );
    } else if (type === "alias") found.alias({ distinctId: previousId, alias: userId });
    else {
      found.capture({
        distinctId,
        event: nameOf(message),
        properties: marked(message),
        timestamp: new Date(timestamp),
        ...uuidOf(messageId),
      });
    }
  });
}

// ----------------------------------------------------------------------------------------------------------------- GA4

export type Gtag = (command: never, ...rest: never[]) => void;

/**
 * `ga4(() => window.gtag)`: Google Analytics 4. It takes flat values only: what an event says of its plan is sent as text, and
 * it keeps neither groups nor earlier ids.
 */
export function ga4(sdk: Source<Gtag>): Adapter {
  const give = (found: Gtag, message: Message): void => {
    const gtag = found as (...given: unknown[]) => void;
    const { type, traits, userId, properties, context } = message;
    if (type === "identify" || type === "alias") {
      gtag("set", { user_id: userId });
      if (traits) gtag("set", "user_properties", traits);
    } else if (type !== "group") {
      gtag("event", nameOf(message), { ...properties, $gabarit: JSON.stringify(context.gabarit) });
    }
  };
  return adapter(sdk, give, (found) => (found as (...given: unknown[]) => void)("set", { user_id: null }));
}
