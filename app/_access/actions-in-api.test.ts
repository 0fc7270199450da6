/** Everything a screen can do, the API can do: each server action names its operations, or why it is for people only. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Role } from "../../lib/access/authorized.ts";
import { OPERATIONS } from "../api/_rest/operations.ts";
import { ACTION_ROWS } from "./testing/action-rows.ts";
import { API_OF_ACTIONS, API_OF_HANDLERS } from "./testing/api-of-actions.ts";

const app = fileURLToPath(new URL("..", import.meta.url));
const sources = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
const textOf = (file: string) => readFileSync(`${app}/${file}`, "utf8");

const actions = sources
  .filter((file) => /^\s*["']use server["']/.test(textOf(file)))
  .flatMap((file) =>
    [...textOf(file).matchAll(/^export (?:const|async function) (\w+)/gm)].map((match) => `${file}#${match[1]}`),
  );
const handlers = sources.filter((file) => /(^|\/)route\.tsx?$/.test(file) && !file.startsWith("api/v1/"));

const operations = new Map(
  OPERATIONS.map(({ method, path, handler }) => [`${method} ${path.replace("/api/v1", "")}`, handler.definition]),
);
const rows = Object.entries({ ...API_OF_ACTIONS, ...API_OF_HANDLERS });
const inApi = rows.flatMap(([name, row]) => ("by" in row ? [[name, row.by] as const] : []));

it("has a row for every server action and route handler of the screens, and no row too many", () => {
  expect(actions.length).toBeGreaterThan(40);
  expect(Object.keys(API_OF_ACTIONS).sort()).toEqual(actions.sort());
  expect(Object.keys(API_OF_HANDLERS).sort()).toEqual(handlers.sort());
});

describe.each(inApi)("%s", (name, by) => {
  it("has operations that exist", () => {
    for (const operation of by) expect([...operations.keys()], operation).toContain(operation);
  });

  it("asks of a token no more than the screen asks of a person", () => {
    const needs = ACTION_ROWS[name]?.needs;
    if (needs === undefined || needs === "person" || needs === "open") return;
    const asked = by.map((operation): Role => operations.get(operation)?.role ?? "viewer");
    const atWorkspace = by.every((operation) => operations.get(operation)?.reach === "workspace");
    // At a workspace an owner's token counts as an admin: that is all a token can be there.
    const most: Role = needs === "owner" && atWorkspace ? "admin" : needs;
    expect(asked).toContain(most);
    for (const role of asked) expect(["viewer", most]).toContain(role);
  });
});

it("says why for what no token may do", () => {
  for (const [name, row] of rows) if ("because" in row) expect(row.because, name).toMatch(/^[A-Z].{20,}\.$/);
});
