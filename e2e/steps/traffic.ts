/** A month of the shop, always the same: who signed up, searched, filled a basket and paid, and what went wrong. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { STATE_FOLDER } from "../installation/installation.ts";
import { createProjectByHand, importPlan, planFile, publish } from "./project.ts";
import { type Call, createSourceByHand, daysAgo, order, send, stored } from "./source.ts";

const PEOPLE = 24;
const MADE = join(STATE_FOLDER, "month.txt");

/** Everyone signs up, two of three search, half fill a basket, every third pays, every sixth comes back after a week. */
function callsOf(number: number): Call[] {
  const userId = `person-${String(number).padStart(2, "0")}`;
  const day = 3 + (number % 22);
  const track = (event: string, properties: object, days: number, hour: number): Call => ({
    type: "track",
    event,
    userId,
    properties: { ...properties },
    timestamp: daysAgo(days, hour),
  });
  return [
    { type: "identify", userId, traits: { plan: ["free", "trial", "pro"][number % 3], country: "FR" } },
    track("Signed Up", { method: number % 2 === 0 ? "email" : "google" }, day, 8),
    ...(number % 3 < 2 ? [track("Product Searched", { query: "lamp" }, day, 9)] : []),
    ...(number % 2 === 0 ? [track("Product Added", { sku: "AB-123", quantity: 1 }, day, 10)] : []),
    ...(number % 6 === 0 ? [{ ...order(userId), timestamp: daysAgo(day, 11) }] : []),
    ...(number % 6 === 0 && day > 8 ? [track("Product Searched", { query: "shade" }, day - 7, 9)] : []),
  ];
}

/** What does not conform: a wrong type, a missing property, an event nobody planned. */
const WRONG: readonly Call[] = [
  { ...order("person-01", { total: "42.50" }), timestamp: daysAgo(2) },
  { ...order("person-03", { currency: undefined }), timestamp: daysAgo(2) },
  { ...order("person-05", { total: "12" }), timestamp: daysAgo(1) },
  { type: "track", event: "Lamp Lit", userId: "person-07", timestamp: daysAgo(1) },
];

/** Makes the project that holds this month: 24 people signed up, 16 of them searched, 12 filled a basket, 4 paid. */
export async function makeMonth(page: Page): Promise<void> {
  const slug = await createProjectByHand(page, "Month");
  await importPlan(page, slug, planFile("shop.plan.yaml"));
  await publish(page, slug, 1, "The first plan of the shop.");
  const { key } = await createSourceByHand(page, slug, "Web shop");
  await send(key, [...Array.from({ length: PEOPLE }, (_, number) => callsOf(number)).flat(), ...WRONG]);
  await expect(page.getByRole("region", { name: "What arrives" }).getByRole("listitem").first()).toBeVisible();
  await stored();
  writeFileSync(MADE, slug);
}

/** Slug of the project that `makeMonth` made. */
export function monthOfShop(): string {
  return readFileSync(MADE, "utf8");
}
