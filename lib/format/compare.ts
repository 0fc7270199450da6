/**
 * What a plan lost on its way through a format: the plan and what its file reads back as, compared object by object. The
 * loss report of an export is this comparison, so it can neither forget a loss nor invent one.
 */

import { canonicalJson } from "../plan/canonical-json.ts";
import { adoptIds } from "../plan/edit-pair.ts";
import { LANGUAGES, type Language, type LocalizedText, type Plan, type PropertyType } from "../plan/plan.ts";
import { FIELD_CONSTRUCTS } from "./carried.ts";
import { pointerStep } from "./format.ts";
import { type LossEntry, type LossManner, lossEntry, type PlanConstruct } from "./loss.ts";

type Fields = { readonly [key: string]: unknown };

const TYPE_CONSTRUCTS: Readonly<Record<string, PlanConstruct>> = {
  nullable: "nullable",
  enum: "enum",
  const: "const",
  format: "format",
  pattern: "pattern",
  minimum: "bounds",
  maximum: "bounds",
  exclusiveMinimum: "bounds",
  exclusiveMaximum: "bounds",
  multipleOf: "bounds",
  minLength: "length",
  maxLength: "length",
  minItems: "item_count",
  maxItems: "item_count",
  uniqueItems: "unique_items",
  open: "open_object",
};

const LOCALIZED = new Set(["displayName", "description", "trigger", "text", "formula"]);
const CHILD_LISTS: Readonly<Record<string, PlanConstruct>> = {
  properties: "property",
  cases: "variants",
  triggers: "trigger_place",
  steps: "journey",
};

function same(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

function nameOf(item: Fields): string {
  const name = item.name;
  if (typeof name === "string") return name;
  const text = (name ?? item.displayName ?? {}) as LocalizedText;
  return text.en ?? text.fr ?? "";
}

function mannerOf(after: unknown): LossManner {
  const empty = after === undefined || (typeof after === "object" && after !== null && Object.keys(after).length === 0);
  return empty ? "dropped" : "changed";
}

class Comparison {
  readonly entries: LossEntry[] = [];

  /** `gone` are the ids of the events that did not come back: what names one is lost with it, and not told twice. */
  constructor(
    private readonly gone: ReadonlySet<unknown>,
    /** The language that formats of one language carry. */
    private readonly first: Language,
  ) {}

  private add(path: string, construct: PlanConstruct, about: string, manner: LossManner): void {
    this.entries.push(lossEntry(path, construct, about, manner));
  }

  localized(before: unknown, after: unknown, path: string, construct: PlanConstruct, about: string): void {
    const [a, b] = [(before ?? {}) as LocalizedText, (after ?? {}) as LocalizedText];
    for (const language of LANGUAGES) {
      if (a[language] === b[language]) continue;
      const further = language !== this.first && a[this.first] !== undefined && a[this.first] === b[this.first];
      this.add(`${path}/${language}`, further ? "translation" : construct, about, mannerOf(b[language]));
    }
  }

  type(before: PropertyType, after: PropertyType, path: string, about: string): void {
    if (before.kind !== after.kind) {
      const construct = before.kind === "raw" ? "raw_type" : before.kind === "union" ? "union" : "type";
      this.add(path, construct, about, "changed");
      return;
    }
    const [a, b] = [before as unknown as Fields, after as unknown as Fields];
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const [x, y, at] = [a[key], b[key], `${path}${pointerStep(key)}`];
      if (key === "kind" || same(x, y)) continue;
      if (key === "properties") this.list(x as Fields[], y as Fields[], at, "property");
      else if (key === "items") this.type(x as PropertyType, y as PropertyType, at, about);
      else if (key === "anyOf") this.add(at, "union", about, "changed");
      else this.add(at, key === "schema" ? "raw_type" : (TYPE_CONSTRUCTS[key] ?? "type"), about, mannerOf(y));
    }
  }

  object(before: Fields, after: Fields, path: string): void {
    const about = nameOf(before);
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const [a, b, at] = [before[key], after[key], `${path}${pointerStep(key)}`];
      if (same(a, b)) continue;
      const list = CHILD_LISTS[key];
      if (key === "events" && this.sameButGone(a, b)) continue;
      if (list !== undefined) this.list((a ?? []) as Fields[], (b ?? []) as Fields[], at, list);
      else if (key === "variants") this.variants(a as Fields | undefined, b as Fields | undefined, at, about);
      else if (key === "type") this.type(a as PropertyType, b as PropertyType, at, about);
      else if (LOCALIZED.has(key) || (key === "name" && typeof a === "object")) {
        this.localized(a, b, at, FIELD_CONSTRUCTS[key] ?? "name", about);
      } else if (key !== "id") this.add(at, FIELD_CONSTRUCTS[key] ?? "name", about, mannerOf(b));
    }
  }

  private sameButGone(before: unknown, after: unknown): boolean {
    if (!Array.isArray(before)) return false;
    return same(
      before.filter((id) => !this.gone.has(id)),
      after,
    );
  }

  private variants(before: Fields | undefined, after: Fields | undefined, path: string, about: string): void {
    if (before === undefined || after === undefined) this.add(path, "variants", about, mannerOf(after));
    else this.object(before, after, path);
  }

  list(before: readonly Fields[], after: readonly Fields[], path: string, construct: PlanConstruct): void {
    const byId = new Map(after.map((item) => [item.id, item]));
    const known = new Set(before.map((item) => item.id));
    before.forEach((item, index) => {
      const found = byId.get(item.id);
      const at = `${path}/${index}`;
      if (found === undefined) this.add(at, construct, nameOf(item), "dropped");
      else this.object(item, found, at);
    });
    for (const item of after) if (!known.has(item.id)) this.add(path, construct, nameOf(item), "changed");
    const kept = (items: readonly Fields[], ids: ReadonlySet<unknown>) =>
      items.filter((item) => ids.has(item.id)).map((item) => item.id);
    const inBoth = new Set(kept(after, known));
    if (!same(kept(before, inBoth), kept(after, inBoth))) this.add(path, "order", "", "changed");
  }
}

/** Every difference between a plan and what came back, as losses; none when they are equal. */
export function comparePlans(before: Plan, after: Plan): LossEntry[] {
  const { plan, adopted } = adoptIds(after, before);
  const back = new Set(plan.events.map(({ id }) => id));
  const comparison = new Comparison(
    new Set(before.events.map(({ id }) => id).filter((id) => !back.has(id))),
    before.settings.languages[0] ?? "en",
  );
  if (adopted > 0) comparison.entries.push(lossEntry("", "ids", undefined, "dropped"));
  const lists: readonly [keyof Plan, PlanConstruct][] = [
    ["categories", "category"],
    ["decisions", "decision"],
    ["metrics", "metric"],
    ["bundles", "bundle"],
    ["userProperties", "user_property"],
    ["groupTypes", "group_type"],
    ["journeys", "journey"],
    ["events", "event"],
  ];
  comparison.localized(before.name, plan.name, "/name", "plan_text", "");
  comparison.localized(before.description, plan.description, "/description", "plan_text", "");
  if (before.slug !== plan.slug) comparison.entries.push(lossEntry("/slug", "plan_text", before.slug, "changed"));
  if (!same(before.settings, plan.settings)) comparison.entries.push(lossEntry("/settings", "settings"));
  for (const [key, construct] of lists) {
    comparison.list(before[key] as never, plan[key] as never, `/${key}`, construct);
  }
  return comparison.entries;
}
