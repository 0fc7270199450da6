/** Sources, and what their clients send to the real endpoint. */

import { expect, type Page } from "@playwright/test";
import { installation } from "../installation/installation.ts";
import { openApi } from "./api.ts";

export interface Source {
  readonly slug: string;
  readonly key: string;
}

/** A new source in production. */
export async function createSource(page: Page, project: string, name: string): Promise<Source> {
  const { post } = openApi(page, project);
  const made = await post("/sources", { name, platform: "web", environment: "production" });
  const [key] = made.writeKeys as readonly { readonly key: string }[];
  return { slug: String(made.slug), key: key?.key ?? "" };
}

/** The same, made on the page that offers it; its own page is open afterwards. */
export async function createSourceByHand(page: Page, project: string, name: string): Promise<Source> {
  await page.goto(`/en/${project}/sources/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "New source" }).click();
  await page.waitForURL(new RegExp(`/en/${project}/sources/(?!new$)[^/]+$`));
  const key = (await page.locator("[data-write-key]").textContent()) ?? "";
  return { slug: new URL(page.url()).pathname.split("/").at(-1) ?? "", key };
}

/** One call in the Segment shape. */
export interface Call {
  readonly type: "track" | "identify" | "page" | "group";
  readonly event?: string;
  readonly userId?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly traits?: Readonly<Record<string, unknown>>;
  /** ISO instant. */
  readonly timestamp?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly messageId?: string;
}

/** Sends a batch as a server's library does, and expects it to be acknowledged. */
export async function send(key: string, batch: readonly Call[]): Promise<void> {
  const response = await fetch(`${installation().url}/v1/batch`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Basic ${btoa(`${key}:`)}` },
    body: JSON.stringify({ batch, sentAt: new Date().toISOString() }),
  });
  expect(response.status).toBe(200);
}

/** Resolves when all that was acknowledged is in the event store: only there questions and lists find it. */
export async function stored(): Promise<void> {
  await expect
    .poll(async () => {
      const response = await fetch(`${installation().url}/metrics`);
      return /^gabarit_journal_backlog_bytes (\d+)$/m.exec(await response.text())?.[1];
    })
    .toBe("0");
}

/** An order as the shop's plan wants it, with what a journey says otherwise. */
export function order(userId: string, properties: Readonly<Record<string, unknown>> = {}): Call {
  return {
    type: "track",
    event: "Order Completed",
    userId,
    properties: {
      order_id: `O-${userId}`,
      total: 42.5,
      currency: "EUR",
      payment: "card",
      card_brand: "visa",
      lines: [{ sku: "AB-123", quantity: 1 }],
      ...properties,
    },
  };
}

/** The instant so many days ago, at noon in the project's zone or an hour of it later. */
export function daysAgo(days: number, hour = 12): string {
  const day = new Date(Date.now() - days * 86_400_000);
  day.setUTCHours(hour, 0, 0, 0);
  return day.toISOString();
}
