import { expect, it } from "vitest";
import { AUTOMATIC_PROPERTIES } from "../plan/plan.ts";
import { automaticProperties } from "./automatic.ts";
import { readCall } from "./read-call.ts";

function derived(message: object, userAgent?: string) {
  const read = readCall({ type: "page", userId: "u1", ...message });
  if (!("call" in read)) throw new Error("unreadable");
  return automaticProperties(read.call, AUTOMATIC_PROPERTIES, userAgent);
}

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

it("derives from a vendor's call all that the call itself tells, and never where a first visit came from", () => {
  const page = {
    url: "https://shop.example/fr/panier?utm_source=news&utm_medium=email&utm_campaign=June&utm_term=a&utm_content=b",
    title: "Panier",
    referrer: "https://www.google.com/",
    initial_referrer: "https://www.google.com/",
    initial_referring_domain: "www.google.com",
  };
  const app = { version: "4.2.0" };
  const found = derived({
    context: { page, app, locale: "fr-FR", timezone: "Europe/Paris", userAgent: FIREFOX, ip: "203.0.113.7" },
  });
  expect(found).toMatchObject({
    device_type: "desktop",
    os_name: "Linux",
    browser_name: "Firefox",
    app_version: "4.2.0",
    language: "fr-FR",
    time_zone: "Europe/Paris",
    country: "FR",
    page_path: "/fr/panier",
    page_title: "Panier",
    referrer_domain: "www.google.com",
    utm_source: "news",
    utm_medium: "email",
    utm_campaign: "June",
    utm_term: "a",
    utm_content: "b",
  });
  const missing = AUTOMATIC_PROPERTIES.filter((name) => !(name in found));
  // Firefox on Linux tells no version of the system.
  expect(missing).toEqual(["os_version", "first_touch_channel"]);
});

it("reads the first visit's channel where the sender remembered it", () => {
  expect(derived({ context: { first_touch: { channel: "organic_search" } } })).toEqual({
    first_touch_channel: "organic_search",
  });
});
