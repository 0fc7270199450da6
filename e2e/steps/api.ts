/** The management API, for what a journey needs and another does by hand. */

import { expect, type Page } from "@playwright/test";
import { installation } from "../installation/installation.ts";
import { revealed, sendBareForm } from "./bare-form.ts";

/** A token of an admin for each project, made when it is first needed. */
const tokens = new Map<string, Promise<string>>();

async function makeToken(page: Page, slug: string): Promise<string> {
  const address = `/en/${slug}/settings/tokens`;
  // Of an admin: who hands the workspace over in another journey is no owner for a while.
  const values = { name: "Preparation", role: "admin", expires: "365" };
  return revealed(await sendBareForm(page.request, address, "expires", values), "secret");
}

/** A token that may do everything in the project; `page` is in an admin's browser. */
export function adminToken(page: Page, slug: string): Promise<string> {
  const token = tokens.get(slug) ?? makeToken(page, slug);
  tokens.set(slug, token);
  return token;
}

type Answer = Readonly<Record<string, unknown>>;

async function call(page: Page, slug: string, method: string, path: string, data?: unknown): Promise<Answer> {
  const answer = await page.request.fetch(`${installation().url}/api/v1${path}`, {
    method,
    data,
    headers: { authorization: `Bearer ${await adminToken(page, slug)}` },
  });
  expect(answer.ok(), `${path} ${await answer.text()}`).toBe(true);
  return (await answer.json()) as Answer;
}

/** Asks and changes one project. */
export interface ProjectApi {
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, data: unknown) => Promise<Answer>;
  /** Edits a branch as it stands now. */
  readonly edit: (branch: string, edits: readonly Answer[], reason?: string) => Promise<Answer>;
}

/** The API of a project, as one of its admins. */
export function openApi(page: Page, slug: string): ProjectApi {
  const ask = (method: string) => (path: string, data?: unknown) =>
    call(page, slug, method, `/projects/${slug}${path}`, data);
  const [get, post] = [ask("GET"), ask("POST")];
  return {
    get,
    post,
    edit: async (branch, edits, reason) => {
      const { revision } = await get(`/plan?branch=${branch}`);
      const why = reason === undefined ? {} : { reason };
      return post(`/branches/${branch}/edits`, { expectedRevision: revision, edits, ...why });
    },
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The id of an event on main. */
export async function eventId(page: Page, slug: string, name: string): Promise<string> {
  const { plan } = await openApi(page, slug).get("/plan");
  const found = (plan as { readonly events: readonly Named[] }).events.find((event) => event.name === name);
  expect(found, `${name} in the plan`).toBeDefined();
  return found?.id ?? "";
}
