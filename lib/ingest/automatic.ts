/**
 * Automatic properties of an event: read from the context where an SDK filled it, derived where a vendor's SDK did not
 * (device, system and browser from the user agent, country from the time zone, campaign from the address of the page).
 *
 * `first_touch_channel` is read and never derived: a call tells where this visit comes from, and only what is remembered on
 * the person's device tells where the first one did. RudderStack's `initial_referrer` does not either: it knows of no
 * campaign, and would pass a paid first visit for a found one.
 */

import type { AutomaticProperty } from "../plan/plan.ts";
import type { Call, JsonRecord } from "./call.ts";
import { countryOfTimeZone } from "./country.ts";
import { isRecord } from "./read-call.ts";
import { type Agent, agentOf } from "./user-agent.ts";

/** Longer values are cut: an address may hold anything. */
const MAX_LENGTH = 2_048;

const EMPTY: JsonRecord = Object.freeze({});

function member(record: JsonRecord, key: string): JsonRecord {
  const value = record[key];
  return isRecord(value) ? value : EMPTY;
}

function text(value: unknown): string {
  if (typeof value === "string") return value.length > MAX_LENGTH ? value.slice(0, MAX_LENGTH) : value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : "";
}

function firstText(...values: readonly unknown[]): string {
  for (const value of values) {
    const found = text(value);
    if (found !== "") return found;
  }
  return "";
}

interface Source {
  readonly context: JsonRecord;
  readonly page: JsonRecord;
  /** Properties of a page call repeat the page; of other calls they mean something else. */
  readonly pageProperties: JsonRecord;
  readonly campaign: JsonRecord;
  readonly agent: Agent;
}

function urlOf(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}

function pageText(source: Source, key: string): string {
  return firstText(source.page[key], source.pageProperties[key]);
}

function referrerOf(source: Source): string {
  const referrer = pageText(source, "referrer");
  return referrer === "$direct" ? "" : referrer;
}

function campaignText(source: Source, key: string, parameter: string): string {
  const given = text(source.campaign[key]);
  if (given !== "") return given;
  const search = pageText(source, "search");
  const query = search !== "" ? search : (urlOf(pageText(source, "url"))?.search ?? "");
  return query.includes("utm_") ? text(new URLSearchParams(query).get(parameter)) : "";
}

function deviceType(source: Source): string {
  const given = text(member(source.context, "device").type).toLowerCase();
  if (given === "ios" || given === "android") return "mobile";
  return given === "" ? source.agent.deviceType : given;
}

const READERS: Readonly<Record<AutomaticProperty, (source: Source) => string>> = {
  device_type: deviceType,
  os_name: (source) => firstText(member(source.context, "os").name, source.agent.osName),
  os_version: (source) => firstText(member(source.context, "os").version, source.agent.osVersion),
  browser_name: (source) => firstText(member(source.context, "browser").name, source.agent.browserName),
  browser_version: (source) => firstText(member(source.context, "browser").version, source.agent.browserVersion),
  app_version: (source) => text(member(source.context, "app").version),
  language: (source) => text(source.context.locale),
  time_zone: (source) => text(source.context.timezone),
  country: (source) => countryOfTimeZone(text(source.context.timezone)),
  page_url: (source) => pageText(source, "url"),
  page_path: (source) => firstText(pageText(source, "path"), urlOf(pageText(source, "url"))?.pathname),
  page_title: (source) => pageText(source, "title"),
  referrer: referrerOf,
  referrer_domain: (source) =>
    firstText(source.page.referring_domain, urlOf(referrerOf(source))?.hostname).replace(/^\$direct$/, ""),
  utm_source: (source) => campaignText(source, "source", "utm_source"),
  utm_medium: (source) => campaignText(source, "medium", "utm_medium"),
  utm_campaign: (source) => campaignText(source, "name", "utm_campaign"),
  utm_term: (source) => campaignText(source, "term", "utm_term"),
  utm_content: (source) => campaignText(source, "content", "utm_content"),
  first_touch_channel: (source) => text(member(source.context, "first_touch").channel),
};

/**
 * The automatic properties that are switched on, "" left out. `userAgent`: the request's own, for calls that come straight
 * from a browser without a context (pixels).
 */
export function automaticProperties(
  call: Call,
  switchedOn: readonly AutomaticProperty[],
  userAgent = "",
): Partial<Record<AutomaticProperty, string>> {
  const source: Source = {
    context: call.context,
    page: member(call.context, "page"),
    pageProperties: call.kind === "page" && isRecord(call.subject) ? call.subject : EMPTY,
    campaign: member(call.context, "campaign"),
    agent: agentOf(firstText(call.context.userAgent, userAgent)),
  };
  const values: Partial<Record<AutomaticProperty, string>> = {};
  for (const name of switchedOn) {
    const value = READERS[name](source);
    if (value !== "") values[name] = value;
  }
  return values;
}
