/** Reads a Segment tracking plan: rules become events, labels become tags, IDENTIFY and GROUP become traits, COMMON a bundle. */

import type { z } from "zod";
import type { Json, JsonObject } from "../../plan/plan.ts";
import { carriedFields } from "../carried.ts";
import { finishDraft, type PlanDraft, settingsOf, slugFrom } from "../draft.ts";
import { EDITED, embeddedPlan } from "../embedded-plan.ts";
import { type FormatError, pointerOf, pointerStep, type ReadFinding, type ReadResult } from "../format.ts";
import { placesIn } from "../json-source.ts";
import { type LossEntry, lossEntry } from "../loss.ts";
import type { FileEvent, FileProperty } from "../plan-file/file-schema.ts";
import { type Problem, problemsOf, shown } from "../problem.ts";
import { readEventSchema } from "../read-event-schema.ts";
import type { JsonDocument, ReadOptions } from "../read-options.ts";
import { SchemaReader, UnresolvedReference } from "../read-schema.ts";
import { isJsonObject } from "../schema-keyword.ts";
import { NEVER, type SegmentRule, segmentConfigPlanSchema, segmentPlanSchema, UNDATED } from "./segment-schema.ts";
import { segmentRules } from "./write.ts";

const COMMON_BUNDLE = "Common";
const CALL_TYPES = { TRACK: "track", PAGE: "page", SCREEN: "screen" } as const;

interface PlacedRule {
  readonly rule: SegmentRule;
  readonly file: string;
  readonly pointer: string;
  /** Where the schema stands in the file. */
  readonly schemaPointer: string;
}

interface Source {
  readonly name?: string;
  readonly description?: string;
  readonly rules: readonly PlacedRule[];
}

/** The object that holds `rules`, whether alone or in the envelope of an API answer. */
function holderOf(value: Json): { readonly holder: JsonObject; readonly pointer: string } | undefined {
  const places: readonly (readonly string[])[] = [
    [],
    ["data"],
    ["data", "trackingPlan"],
    ["trackingPlan"],
    ["tracking_plan"],
  ];
  for (const place of places) {
    let holder: Json | undefined = value;
    for (const key of place) holder = isJsonObject(holder) ? holder[key] : undefined;
    if (isJsonObject(holder) && (Array.isArray(holder.rules) || isJsonObject(holder.rules))) {
      return { holder, pointer: pointerOf(place) };
    }
  }
  return undefined;
}

/** True for the JSON of a Segment plan, in any of its shapes. */
export function isSegment(value: Json): boolean {
  const rules = holderOf(value)?.holder.rules;
  if (isJsonObject(rules)) return Array.isArray(rules.events);
  const first = Array.isArray(rules) ? (rules as Json[])[0] : undefined;
  return isJsonObject(first)
    ? "jsonSchema" in first
    : Array.isArray(rules) && rules.length === 0 && isJsonObject(value) && "name" in value;
}

function configRules(plan: z.infer<typeof segmentConfigPlanSchema>, file: string, pointer: string): PlacedRule[] {
  const placed = (rule: SegmentRule, at: string, schema = at): PlacedRule => ({
    rule,
    file,
    pointer: `${pointer}/rules${at}`,
    schemaPointer: `${pointer}/rules${schema}`,
  });
  const { events, global, identify, group } = plan.rules;
  return [
    ...events.map(({ name, description, version, rules }, index) => {
      const jsonSchema = description && rules.description === undefined ? { description, ...rules } : rules;
      const rule: SegmentRule = { type: "TRACK", key: name, version: Number(version ?? 1), jsonSchema };
      return placed(rule, `/events/${index}`, `/events/${index}/rules`);
    }),
    ...(global === undefined ? [] : [placed({ type: "COMMON", jsonSchema: global }, "/global")]),
    ...(identify === undefined ? [] : [placed({ type: "IDENTIFY", jsonSchema: identify }, "/identify")]),
    ...(group === undefined ? [] : [placed({ type: "GROUP", jsonSchema: group }, "/group")]),
  ];
}

function sourceOf(document: JsonDocument): Source | FormatError[] {
  const found = holderOf(document.value);
  const { holder, pointer } = found ?? { holder: {}, pointer: "" };
  const placeOf = placesIn(document.text);
  const fail = (problems: readonly Problem[]): FormatError[] =>
    problems.map(({ path, ...problem }) => {
      const at = `${pointer}${pointerOf(path)}`;
      return { file: document.file, pointer: at, ...placeOf(at), ...problem };
    });
  const words = (plan: { name?: string | undefined; description?: string | null | undefined }) => ({
    ...(plan.name ? { name: plan.name } : {}),
    ...(plan.description ? { description: plan.description } : {}),
  });
  if (isJsonObject(holder.rules)) {
    const parsed = segmentConfigPlanSchema.safeParse(holder);
    if (!parsed.success) return fail(problemsOf(parsed.error, holder));
    const { display_name: name = parsed.data.name, description } = parsed.data;
    return { ...words({ name, description }), rules: configRules(parsed.data, document.file, pointer) };
  }
  const parsed = segmentPlanSchema.safeParse(holder);
  if (!parsed.success) return fail(problemsOf(parsed.error, holder));
  const rules = parsed.data.rules.map((rule, index) => {
    const at = `${pointer}/rules/${index}`;
    return { rule, file: document.file, pointer: at, schemaPointer: `${at}/jsonSchema` };
  });
  return { ...words(parsed.data), rules };
}

/** The rules of the message or of the properties alone: decided for the plan as a whole, an event may have a key `properties`. */
function areWrapped(rules: readonly PlacedRule[]): boolean {
  const sections = ["context", "properties", "traits"];
  const telling = rules.filter(({ rule }) => Object.keys(sectionsOf(rule)).length > 0);
  return (
    telling.length > 0 &&
    telling.every(({ rule }) => Object.keys(sectionsOf(rule)).every((key) => sections.includes(key)))
  );
}

function sectionsOf(rule: SegmentRule): JsonObject {
  return isJsonObject(rule.jsonSchema.properties) ? rule.jsonSchema.properties : {};
}

/** Of several versions of a rule the highest counts. */
function newest(rules: readonly PlacedRule[], loss: LossEntry[]): PlacedRule[] {
  const best = new Map<string, PlacedRule>();
  for (const placed of rules) {
    const key = `${placed.rule.type} ${placed.rule.key ?? ""}`;
    const other = best.get(key);
    const older = other !== undefined && (other.rule.version ?? 1) > (placed.rule.version ?? 1) ? placed : other;
    if (older !== undefined) loss.push(lossEntry(older.pointer, "event_version", older.rule.key));
    if (older !== placed) best.set(key, placed);
  }
  return [...best.values()];
}

function isEmptySchema(schema: Json | undefined): boolean {
  if (!isJsonObject(schema)) return true;
  const { type: _type, properties, ...rest } = schema;
  const words = Object.keys(rest).filter((key) => !["id", "$id", "description", "$schema"].includes(key));
  return words.length === 0 && (properties === undefined || Object.keys(properties as JsonObject).length === 0);
}

/** Labels are pairs of key and value; ours are `owner`, `category` and tags. */
function labelsOf(schema: JsonObject): Pick<FileEvent, "owner" | "category" | "tags"> {
  const labels = isJsonObject(schema.labels) ? Object.entries(schema.labels) : [];
  const tags: string[] = [];
  const result: { owner?: string; category?: string } = {};
  for (const [key, value] of labels) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    if ((key === "owner" || key === "category") && text !== "") result[key] = text;
    else tags.push(text === "" ? key : `${key}:${text}`);
  }
  return tags.length === 0 ? result : { ...result, tags };
}

class SegmentReading {
  readonly loss: LossEntry[] = [];
  /** The file being read. */
  file = "";
  private readonly draft: { -readonly [K in keyof PlanDraft]: PlanDraft[K] } = { events: [] };
  private readonly origins = new Map<string, Omit<FormatError, "code" | "message">>();

  constructor(
    private readonly rules: readonly PlacedRule[],
    private readonly wrapped: boolean,
  ) {}

  private section(
    placed: PlacedRule,
    name: "properties" | "traits",
  ): { readonly schema: Json; readonly pointer: string } {
    if (!this.wrapped) return { schema: placed.rule.jsonSchema, pointer: placed.schemaPointer };
    const sections = sectionsOf(placed.rule);
    for (const other of ["context", name === "traits" ? "properties" : "traits"]) {
      if (isEmptySchema(sections[other])) continue;
      this.loss.push(lossEntry(`${placed.schemaPointer}/properties/${other}`, "context_schema", placed.rule.key));
    }
    return { schema: sections[name] ?? {}, pointer: `${placed.schemaPointer}/properties/${name}` };
  }

  private traits(placed: PlacedRule): FileProperty[] {
    const { schema, pointer } = this.section(placed, "traits");
    const reader = new SchemaReader(placed.rule.jsonSchema);
    const { listed } = reader.properties(isJsonObject(schema) ? schema : {}, pointer);
    this.loss.push(...reader.loss);
    if (isJsonObject(schema) && schema.additionalProperties === false) {
      this.loss.push(lossEntry(`${pointer}/additionalProperties`, "enforcement"));
    }
    return listed.map(({ required, ...property }) => {
      if (required) this.loss.push(lossEntry(`${pointer}/required`, "required_trait", property.name));
      return property as FileProperty;
    });
  }

  private event(placed: PlacedRule, callType: FileEvent["callType"]): FileEvent {
    const { jsonSchema, key = "", deprecatedAt } = placed.rule;
    const { schema, pointer } = this.section(placed, "properties");
    const reader = new SchemaReader(jsonSchema);
    const { properties, open, rawSchema } = readEventSchema(reader, schema, pointer);
    this.loss.push(...reader.loss);
    const description = jsonSchema.description;
    const deprecated = Boolean(deprecatedAt) && deprecatedAt !== NEVER;
    // That it is deprecated is carried; a plan has no place for the day it became so.
    if (deprecated && deprecatedAt !== UNDATED)
      this.loss.push(lossEntry(`${placed.pointer}/deprecatedAt`, "foreign_metadata", key));
    return {
      name: key,
      ...(callType === "track" ? {} : { callType }),
      ...(typeof description === "string" && description !== "" ? { description } : {}),
      ...labelsOf(jsonSchema),
      ...(deprecated ? { status: "deprecated" as const } : {}),
      open,
      properties: [...properties],
      ...(rawSchema === undefined ? {} : { rawSchema }),
    };
  }

  private add(placed: PlacedRule): void {
    const { type } = placed.rule;
    this.file = placed.file;
    const origin = { file: placed.file, pointer: placed.pointer };
    if (type === "IDENTIFY") {
      this.draft.userProperties = this.traits(placed);
      this.origins.set("/userProperties", origin);
    } else if (type === "GROUP") {
      const name = isJsonObject(placed.rule.jsonSchema.labels) ? placed.rule.jsonSchema.labels.group : undefined;
      this.draft.groupTypes = [
        { name: typeof name === "string" && name !== "" ? name : "group", properties: this.traits(placed) },
      ];
      this.origins.set("/groupTypes", origin);
    } else if (type === "COMMON") {
      const { properties, rawSchema } = this.event(
        { ...placed, rule: { ...placed.rule, key: COMMON_BUNDLE } },
        "track",
      );
      if (rawSchema !== undefined) this.loss.push(lossEntry(placed.schemaPointer, "raw_schema", COMMON_BUNDLE));
      if (properties?.length) this.draft.bundles = [{ name: COMMON_BUNDLE, properties }];
      this.origins.set("/bundles", origin);
    } else {
      const events = this.draft.events ?? [];
      this.origins.set(`/events/${events.length}`, origin);
      events.push(this.event(placed, CALL_TYPES[type]));
    }
  }

  /** The common rule holds for every track call; what an event says itself stands before it. */
  private attachBundle(): void {
    if (this.draft.bundles === undefined) return;
    this.draft.events = (this.draft.events ?? []).map((event) =>
      event.callType === undefined ? { ...event, bundles: [COMMON_BUNDLE] } : event,
    );
  }

  run(source: Omit<Source, "rules">, file: string, options: ReadOptions, findings: readonly ReadFinding[]): ReadResult {
    for (const placed of newest(this.rules, this.loss)) this.add(placed);
    this.attachBundle();
    const categories = [...new Set((this.draft.events ?? []).flatMap((event) => event.category ?? []))];
    if (categories.length > 0) this.draft.categories = categories.map((name) => ({ name }));
    if (this.rules.some(({ rule }) => "createdAt" in rule || "updatedAt" in rule)) {
      this.loss.push(
        lossEntry("/rules/*/createdAt", "foreign_metadata"),
        lossEntry("/rules/*/updatedAt", "foreign_metadata"),
      );
    }
    const draft: PlanDraft = { ...source, settings: settingsOf(this.draft, options.language ?? "en"), ...this.draft };
    return finishDraft(draft, {
      format: "segment",
      slug: options.slug ?? slugFrom(source.name),
      file,
      origins: this.origins,
      findings,
      loss: this.loss,
      carried: carriedFields("segment"),
    });
  }
}

export function readSegment(documents: readonly JsonDocument[], options: ReadOptions = {}): ReadResult {
  const whole = embeddedPlan(documents, "segment", options, (plan) => ({ rules: segmentRules(plan) }));
  if (whole !== undefined && whole !== "edited") return whole;
  const sources: Source[] = [];
  for (const document of documents) {
    const source = sourceOf(document);
    if (Array.isArray(source)) return { ok: false, format: "segment", errors: source };
    sources.push(source);
  }
  const rules = sources.flatMap((source) => source.rules);
  const named = sources.find((source) => source.name !== undefined) ?? sources[0];
  const { rules: _rules, ...words } = named ?? { rules: [] };
  const reading = new SegmentReading(rules, areWrapped(rules));
  try {
    return reading.run(words, documents[0]?.file ?? "", options, whole === "edited" ? [EDITED] : []);
  } catch (error) {
    if (!(error instanceof UnresolvedReference)) throw error;
    const message = {
      en: `${shown(error.reference)} leads nowhere.`,
      fr: `${shown(error.reference)} ne mène nulle part.`,
    };
    const at = { pointer: `${error.pointer}${pointerStep("$ref")}` };
    return {
      ok: false,
      format: "segment",
      errors: [{ file: reading.file, ...at, code: "unresolved_reference", message }],
    };
  }
}
