/** Forms sent as a browser without scripts sends them: for what other journeys fill in by hand, and nothing is drawn. */

import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";
import { installation } from "../installation/installation.ts";

const TEXTS: Readonly<Record<string, string>> = { amp: "&", quot: '"', "#x27": "'", "#39": "'", lt: "<", gt: ">" };

function attribute(tag: string, name: string): string | undefined {
  const raw = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return raw?.replace(/&(#?\w+);/g, (whole, entity: string) => TEXTS[entity] ?? whole);
}

/** What the form carries unseen: which action it is sent to, and what it is about. */
function hiddenFields(form: string): Record<string, string> {
  const inputs = form.match(/<input\b[^>]*>/g) ?? [];
  const hidden = inputs.filter((input) => attribute(input, "type") === "hidden");
  return Object.fromEntries(hidden.map((input) => [attribute(input, "name") ?? "", attribute(input, "value") ?? ""]));
}

/** What an answer shows once, such as a link or a token. */
export async function revealed(answer: APIResponse, name: string): Promise<string> {
  const text = new RegExp(`data-revealed="${name}"[^>]*>([^<]+)<`).exec(await answer.text())?.[1];
  expect(text, `${name} is shown`).toBeDefined();
  return text ?? "";
}

/** Sends the form that has `field` on the page at `address`; answers what came back, without following it. */
export async function sendBareForm(
  request: APIRequestContext,
  address: string,
  field: string,
  values: Readonly<Record<string, string>>,
): Promise<APIResponse> {
  const { url } = installation();
  const target = new URL(address, url).href;
  const text = await (await request.get(target)).text();
  const form = text.match(/<form\b[\s\S]*?<\/form>/g)?.find((one) => one.includes(` name="${field}"`));
  expect(form, `the form with ${field} at ${address}`).toBeDefined();
  const multipart = { ...hiddenFields(form ?? ""), ...values };
  const answer = await request.post(target, { multipart, headers: { origin: url }, maxRedirects: 0 });
  expect(answer.status(), address).toBeLessThan(400);
  return answer;
}
