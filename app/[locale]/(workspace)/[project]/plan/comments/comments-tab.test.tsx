// @vitest-environment happy-dom

/** Speaking of one field of an event, where the event is edited. */

import { afterEach, expect, it, vi } from "vitest";
import { findEvent } from "../../../../../../lib/plan/find.ts";
import type { PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { FieldControl } from "../editing/field-control.tsx";
import { EVENT_FIELDS } from "../fields.ts";
import { PlanDesk } from "../testing/plan-desk.tsx";
import { CommentsTab } from "./comments-tab.tsx";
import type { ShownThread } from "./shown-thread.ts";
// The dialog is loaded when it is first opened, which here is at once.
import "./comments-dialog.tsx";

const ID = "evt_order_completed";
const begun: string[] = [];
let there: readonly ShownThread[] = [];
// What the server answers; the store behind it has tests of its own.
vi.mock("./actions.ts", () => ({
  loadThreadsAction: async () => ({ threads: there, earlier: undefined, people: [] }),
  startThreadAction: async (_slug: string, _branch: string, path: string) => {
    begun.push(path);
    return { ok: true, thread: threadAbout(path) };
  },
}));

function threadAbout(path: string): ShownThread {
  const comment = { id: `cmt ${path}`, author: "Rita", own: false, text: "Why?", parts: [] };
  const comments = [{ ...comment, at: "2026-01-01T00:00:00.000Z", edited: false, deleted: false }];
  return { id: path, path, resolvedBy: null, comments };
}

const desk = new PlanDesk(referencePlan, async () => referencePlan);
afterEach(() => desk.show(() => null));

const said = () => document.body.textContent ?? "";
const show = () => desk.show((plan) => <CommentsTab event={findEvent(plan, ID) as PlanEvent} />);

it("is about the field one chooses by typing its name, and stands under that name", async () => {
  there = [];
  await show();
  await desk.press(desk.button("Comment"));
  await desk.press(desk.button("About: all of it"));
  const query = desk.all("input").at(-1) as HTMLInputElement;
  await desk.type(query, "total › At most");
  await desk.press(desk.all('[role="option"]').find((one) => one.textContent === "total › At most"));
  await desk.press(desk.button("Send"));
  expect(begun).toEqual([`event/${ID}/properties/prp_total/type/maximum`]);
  expect(desk.all("section").map((one) => one.getAttribute("aria-label"))).toContain("Thread about total › At most");
});

it("calls every thread by its field, never by a path", async () => {
  const paths = [
    "trigger",
    "properties/prp_lines",
    "properties/prp_total/type/minimum",
    "triggers/trg_1/image",
    "gone",
  ];
  there = ["", ...paths.map((path) => `/${path}`)].map((path) => threadAbout(`event/${ID}${path}`));
  await show();
  const labels = desk.all("section").map((one) => one.getAttribute("aria-label"));
  const fields = ["all of it", "Trigger", "lines", "total › At least", "Places where it fires", "Another field"];
  expect(labels).toEqual(fields.map((field) => `Thread about ${field}`));
  expect(said()).not.toContain("event/");
});

it("is begun beside a field of the event, about that field", async () => {
  there = [];
  begun.length = 0;
  await desk.show((plan) => (
    <FieldControl
      subject={{ kind: "event", id: ID }}
      field="owner"
      spec={EVENT_FIELDS.owner}
      value={findEvent(plan, ID)?.owner}
    />
  ));
  await desk.press(desk.button("Comments on Owner"));
  await desk.type(desk.all("textarea").at(-1) as HTMLTextAreaElement, "Why?");
  await desk.press(desk.button("Send"));
  expect(begun).toEqual([`event/${ID}/owner`]);
  expect(said()).toContain("Rita");
});
