/** The gestures that bring a control to a value, by what kind of control it is. */

import type { Deprecation, LocalizedText, Serves } from "../../../../../../lib/plan/plan.ts";
import type { ImageRef } from "../../../../../../lib/plan/plan-journey.ts";
import type { FieldSpec } from "../fields.ts";
import { type PlanDesk, TEXTS } from "./plan-desk.tsx";

type Box = HTMLInputElement;

async function texts(desk: PlanDesk, target: LocalizedText): Promise<void> {
  for (const [language, text] of Object.entries(target)) {
    const [field] = desk.all<HTMLInputElement>(`[lang=${language}]`);
    if (field !== undefined) await desk.type(field, text);
  }
}

/** Clicks every box that is not as it is to be; `ids` are in the order of the boxes. */
async function boxes(desk: PlanDesk, within: string, ids: readonly string[], target: readonly string[]): Promise<void> {
  for (const [at, id] of ids.entries()) {
    const box = desk.all<Box>(`${within} input[type=checkbox]`)[at];
    if (box !== undefined && box.checked !== target.includes(id)) await desk.press(box);
  }
}

async function words(desk: PlanDesk, target: readonly string[], before: readonly string[]): Promise<void> {
  for (const word of target.filter((one) => !before.includes(one))) {
    const [field] = desk.all<HTMLInputElement>("input");
    if (field !== undefined) await desk.type(field, word);
  }
}

/** Takes off what is pinned and not wanted, then chooses what is to be pinned, one by one. */
async function pinned(desk: PlanDesk, before: readonly string[], target: readonly string[]): Promise<void> {
  const name = (id: string) => desk.plan.events.find((event) => event.id === id)?.name ?? "";
  for (const id of before.filter((one) => !target.includes(one)))
    await desk.press(desk.button(TEXTS.pinned.remove.replace("{name}", name(id))));
  for (const id of target.filter((one) => !before.includes(one))) {
    await desk.press(desk.all("button[aria-haspopup=listbox]")[0]);
    await desk.press(desk.all("[role=option]").find((one) => one.textContent === name(id)));
  }
}

async function goals(desk: PlanDesk, { decisions, metrics }: Serves): Promise<void> {
  const { plan } = desk;
  await boxes(
    desk,
    "fieldset:nth-of-type(1)",
    plan.decisions.map(({ id }) => id),
    decisions,
  );
  await boxes(
    desk,
    "fieldset:nth-of-type(2)",
    plan.metrics.map(({ id }) => id),
    metrics,
  );
}

/** Brings the one control that is shown from `before` to `target`. */
export async function operate(desk: PlanDesk, spec: FieldSpec, before: unknown, target: unknown): Promise<void> {
  const [first] = desk.all<HTMLInputElement>("input, select, textarea");
  switch (spec.control) {
    case "localized-line":
    case "localized-text":
      return texts(desk, target as LocalizedText);
    case "toggle":
      return desk.press(first);
    case "choices":
      return boxes(desk, "fieldset", spec.options ?? [], target as readonly string[]);
    case "decisions":
      return boxes(
        desk,
        "fieldset",
        desk.plan.decisions.map(({ id }) => id),
        target as readonly string[],
      );
    case "pinned":
      return pinned(desk, (before ?? []) as readonly string[], target as readonly string[]);
    case "serves":
      return goals(desk, target as Serves);
    case "deprecation":
      await desk.press(desk.button(TEXTS.deprecation.start));
      return texts(desk, (target as Deprecation).text);
    default:
  }
  if (first === undefined) throw new Error(`No control is drawn for ${spec.control}.`);
  switch (spec.control) {
    case "image":
      return texts(desk, (target as ImageRef).alt);
    case "payloads":
      return desk.type(first, (target as readonly unknown[]).map((one) => JSON.stringify(one)).join("\n"));
    case "groups":
      return desk.type(first, (target as readonly (readonly string[])[]).map((group) => group.join(", ")).join("\n"));
    case "metric":
    case "country":
      return desk.choose(first, String(target));
    case "number":
    case "day":
    case "code":
    case "line":
      return desk.type(first, String(target));
    case "choice":
    case "category":
      return desk.choose(first, String(target));
    case "words":
      return words(desk, target as readonly string[], (before ?? []) as readonly string[]);
    case "json":
      return desk.type(first, JSON.stringify(target));
    case "json-list":
      return desk.type(first, (target as readonly unknown[]).map((one) => JSON.stringify(one)).join("\n"));
    default:
      throw new Error(`Nobody knows how to operate ${spec.control}.`);
  }
}
