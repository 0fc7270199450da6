/**
 * The JSON Schema of an event as a text that people edit: read back into edits of the plan it is a view of. Names tell what
 * is what, so ids stay; what no control has stays as raw JSON Schema; what the view cannot say is refused at its place.
 */

import { isUserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { unstorableIn } from "../base/storable.ts";
import { applyEdits, type Edit, editSchema } from "../plan/edit.ts";
import { idsOf } from "../plan/edit-check-object.ts";
import { planWithIds } from "../plan/edit-pair.ts";
import { sameValue } from "../plan/edit-same.ts";
import { eventSchema } from "../plan/json-schema.ts";
import type { Json, JsonObject, Plan, PlanEvent, Property, PublishedPlan } from "../plan/plan.ts";
import { type ResolvedProperty, resolveEvent } from "../plan/resolve.ts";
import { type Bilingual, pointerOf, pointerStep } from "./format.ts";
import { parseJson, placesIn } from "./json-source.ts";
import { expandPlanFile } from "./plan-file/expand.ts";
import { PLAN_FILE_VERSION, planFileSchema } from "./plan-file/file-schema.ts";
import { type Problem, problemsOf } from "./problem.ts";
import { SchemaReader, UnresolvedReference } from "./read-schema.ts";
import { Laying, renamesBetween } from "./schema-edit-over.ts";
import { propertyEdits, textChange, textOver } from "./schema-edit-property.ts";
import { isRawUnchanged, rawOf, variantCount } from "./schema-edit-raw.ts";
import { FAULTS, type FaultCode } from "./schema-fault.ts";
import { SchemaForms, sameSchema } from "./schema-form.ts";
import { differencesFrom, goneFrom } from "./schema-held.ts";
import { isJsonObject, sizeOf, TEXT_KEYWORDS } from "./schema-keyword.ts";

export interface SchemaNote {
  /** JSON pointer into the text. */
  readonly pointer: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: Bilingual;
}

export type SchemaReading =
  | {
      readonly ok: true;
      /** None when the text says what the event says. */
      readonly edits: readonly Edit[];
      readonly plan: Plan;
      /** What is kept as raw JSON Schema, and what is not kept. */
      readonly notes: readonly SchemaNote[];
    }
  | { readonly ok: false; readonly faults: readonly SchemaNote[] };

/** The schema of an event as people edit it: with its texts, and without the exceptions of single sources. */
export function schemaText(plan: Plan, event: PlanEvent): string {
  return JSON.stringify(eventSchema(plan, event, { texts: true }), undefined, 2);
}

class Refusal extends Error {
  constructor(readonly faults: readonly { readonly pointer: string; readonly message: Bilingual }[]) {
    super("refused");
  }
}

function refuse(code: FaultCode, pointer: string, name = ""): never {
  const said = (text: string) => text.replaceAll("{name}", name);
  throw new Refusal([{ pointer, message: { en: said(FAULTS[code].en), fr: said(FAULTS[code].fr) } }]);
}

function mapOf(value: Json | undefined, pointer: string): JsonObject {
  if (value === undefined) return {};
  return isJsonObject(value) ? value : refuse("not_object", pointer);
}

function namesOf(value: Json | undefined, pointer: string): ReadonlySet<string> {
  if (value === undefined) return new Set();
  const isList = Array.isArray(value) && value.every((name) => typeof name === "string");
  return isList ? new Set(value as readonly string[]) : refuse("not_names", pointer);
}

/** A schema of which only what it says to people is looked at. */
function wordsAlone(schema: Json | undefined): Json {
  if (!isJsonObject(schema)) return {};
  return Object.fromEntries(Object.entries(schema).filter(([key]) => TEXT_KEYWORDS.has(key)));
}

class Reading {
  private readonly current: JsonObject;
  private readonly shown: ReadonlyMap<string, ResolvedProperty>;
  readonly notes: { pointer: string; message: Bilingual }[] = [];
  private readonly edits: Edit[] = [];
  private readonly forms = new SchemaForms();
  private readonly laying: Laying;

  constructor(
    private readonly plan: Plan,
    private readonly event: PlanEvent,
    private readonly given: JsonObject,
  ) {
    this.current = eventSchema(plan, event, { texts: true });
    this.laying = new Laying(this.first, this.forms);
    this.shown = new Map(resolveEvent(plan, event).properties.map((one) => [one.property.name, one]));
  }

  run(): readonly Edit[] {
    if (sameSchema(this.given, this.current)) return [];
    this.checkFrame();
    this.ofEvent();
    this.ofProperties();
    this.ofRaw();
    return this.edits;
  }

  private get first() {
    return this.plan.settings.languages[0] ?? "en";
  }

  private checkFrame(): void {
    const { $schema, title, type, $ref } = this.given;
    if ($ref !== undefined) refuse("reference", "/$ref");
    if ($schema !== undefined && $schema !== this.current.$schema) refuse("draft", "/$schema");
    if (title !== undefined && title !== this.event.name) refuse("title", "/title");
    if (type !== undefined && type !== "object") refuse("event_type", "/type");
  }

  private change(changes: object): void {
    this.edits.push(editSchema.parse({ command: "updateEvent", id: this.event.id, changes }));
  }

  private ofEvent(): void {
    const { description, additionalProperties: extra } = this.given;
    if (description !== undefined && typeof description !== "string") refuse("not_text", "/description");
    const later = textOver(this.event.description, description || undefined, this.first);
    if (later !== this.event.description) this.change({ description: textChange(this.event.description, later) });
    const open = extra !== false;
    if (open !== this.event.open) this.change({ open });
  }

  /** The property the event has of its own under that name; what stands elsewhere is changed there. */
  private own(name: string, pointer: string): Property {
    const found = this.shown.get(name);
    if (found === undefined) return refuse("of_variant", pointer, name);
    return found.bundle === undefined ? found.property : refuse("of_bundle", pointer, found.bundle.name);
  }

  private ofProperties(): void {
    const [map, before] = [mapOf(this.given.properties, "/properties"), mapOf(this.current.properties, "")];
    const required = namesOf(this.given.required, "/required");
    const wasRequired = namesOf(this.current.required, "");
    const pointer = (name: string) => `/properties${pointerStep(name)}`;
    for (const name of required) if (!Object.hasOwn(map, name)) refuse("required_unknown", "/required", name);
    const gone = Object.keys(before).filter((name) => !Object.hasOwn(map, name));
    const fresh = Object.keys(map).filter((name) => !Object.hasOwn(before, name));
    const kept = Object.keys(map).filter((name) => Object.hasOwn(before, name));
    const isSame = (name: string) => this.forms.of(map[name]) === this.forms.of(before[name]);
    const changed = kept.filter((name) => !isSame(name) || required.has(name) !== wasRequired.has(name));
    const place = { in: "event", id: this.event.id } as const;
    for (const name of fresh) if (this.shown.has(name)) refuse("of_variant", pointer(name), name);
    const renamed = renamesBetween(gone, fresh, (name, isFresh) => {
      const form = this.forms.belowWords((isFresh ? map : before)[name]);
      return `${form} ${(isFresh ? required : wasRequired).has(name)}`;
    });
    const left = new Set(renamed.values());
    for (const name of gone) {
      const { id } = this.own(name, "/properties");
      if (!left.has(name)) this.edits.push({ command: "removeProperty", place, id });
    }
    const owned = new Map(changed.map((name) => [name, this.own(name, pointer(name))]));
    for (const [came, was] of renamed) owned.set(came, this.own(was, "/properties"));
    const nodesOf = (name: string) => ({ was: before[owned.get(name)?.name ?? name], is: map[name] });
    const some = [...changed, ...fresh].map((name): [string, Json] => {
      const own = owned.get(name);
      const isKept = own !== undefined && this.laying.isSameType(own.type, nodesOf(name));
      return [name, isKept ? wordsAlone(map[name]) : (map[name] ?? {})];
    });
    for (const property of this.read(some, required)) {
      const own = owned.get(property.name);
      if (own === undefined) this.edits.push(editSchema.parse({ command: "addProperty", place, property }));
      else this.edits.push(...propertyEdits(place, own, this.laying.property(own, property, nodesOf(property.name))));
      if (property.type.kind === "raw" && own?.type.kind !== "raw") this.note("kept_raw", pointer(property.name));
    }
  }

  private note(code: FaultCode, pointer: string, name: Bilingual = { en: "", fr: "" }): void {
    const said = (language: "en" | "fr") => FAULTS[code][language].replaceAll("{name}", () => name[language]);
    this.notes.push({ pointer, message: { en: said("en"), fr: said("fr") } });
  }

  /** These properties as the plan would have them. */
  private read(some: readonly [string, Json][], required: ReadonlySet<string>): readonly Property[] {
    if (some.length === 0) return [];
    const names = some.map(([name]) => name);
    const reader = new SchemaReader(this.given);
    const { listed } = reader.properties({ properties: Object.fromEntries(some) }, "");
    for (const property of listed) property.required = required.has(property.name);
    for (const { path, note } of reader.loss) this.notes.push({ pointer: path, message: note });
    const { id, name, identifier } = this.event;
    const file = {
      gabarit: PLAN_FILE_VERSION,
      slug: this.plan.slug,
      settings: { languages: [...this.plan.settings.languages] },
      events: [{ id, name, identifier, properties: listed }],
    };
    const parsed = planFileSchema.safeParse(file);
    if (!parsed.success) throw this.refused(problemsOf(parsed.error, file), names);
    const expanded = expandPlanFile(parsed.data);
    if (!expanded.ok) throw this.refused(expanded.problems, names);
    return this.withOwnIds(expanded.plan).events[0]?.properties ?? [];
  }

  /** Ids that the plan does not have; what is laid over something has its id. */
  private withOwnIds(read: Plan): Plan {
    const taken = idsOf(this.plan);
    const clashing = [...idsOf(read)].filter((id) => taken.has(id) && id !== this.event.id);
    return planWithIds(read, new Map(clashing.map((id) => [id, newId("prp")])));
  }

  private refused(problems: readonly Problem[], names: readonly string[]): Refusal {
    return new Refusal(
      problems.map(({ path, message, expected }) => {
        const [, , , index, ...rest] = path;
        const name = typeof index === "number" ? names[index] : undefined;
        const hint = (language: "en" | "fr") => (expected === undefined ? "" : ` (${expected[language]})`);
        return {
          pointer: name === undefined ? "" : `/properties${pointerStep(name)}${pointerOf(rest)}`,
          message: { en: message.en + hint("en"), fr: message.fr + hint("fr") },
        };
      }),
    );
  }

  private ofRaw(): void {
    if (isRawUnchanged(this.given, this.current, this.event)) return;
    const raw = rawOf(this.given, variantCount(this.current, this.event), new SchemaReader(this.given));
    if (sameValue(raw, this.event.rawSchema)) return;
    this.change({ rawSchema: raw ?? null });
    if (raw !== undefined) this.note("event_raw", "");
  }

  /** What the plan says after the edits, held against the text. */
  holdAgainst(after: Plan): void {
    const later = after.events.find(({ id }) => id === this.event.id) ?? this.event;
    const told = new Set(this.notes.map(({ pointer }) => pointer).filter((pointer) => pointer !== ""));
    const found = differencesFrom(this.given, eventSchema(after, later, { texts: true }), told);
    for (const { code, pointer, name } of [...found, ...goneFrom(this.event, later)]) this.note(code, pointer, name);
  }

  /** Variants are shown in the view and changed by their own control: as they were, or as they follow from the rest. */
  checkVariants(after: Plan): void {
    const count = variantCount(this.current, this.event);
    if (count === 0) return;
    const later = after.events.find(({ id }) => id === this.event.id) ?? this.event;
    const compiled = eventSchema(after, later, { texts: true });
    const listOf = ({ allOf }: JsonObject) => (Array.isArray(allOf) ? (allOf as Json[]).slice(0, count) : []);
    const [said, was, is] = [listOf(this.given), listOf(this.current), listOf(compiled)];
    if (sameSchema(said, was) || sameSchema(said, is)) return;
    const at = Math.max(
      0,
      was.findIndex((entry, index) => !sameSchema(entry, said[index])),
    );
    refuse("variants", said.length === 0 ? "" : `/allOf/${Math.min(at, said.length - 1)}`);
  }
}

/** What is read costs as much as it holds, and each change as much as the event holds. */
const VALUES_MAX = 100_000;
const CHANGES_MAX = 2_000;

/** Nobody reads more. */
const TOLD_MAX = 50;

function placed(
  text: string,
  list: readonly { readonly pointer: string; readonly message: Bilingual }[],
): SchemaNote[] {
  const placeOf = placesIn(text);
  return list.slice(0, TOLD_MAX).map((one) => ({ ...one, ...placeOf(one.pointer) }));
}

/** Where in the view the place of a refused edit stands. */
function pointerOfPath(path: string, event: PlanEvent): string {
  const id = /\/properties\/([^/]+)/.exec(path)?.[1];
  const property = event.properties.find((one) => one.id === id);
  return property === undefined ? "" : `/properties${pointerStep(property.name)}`;
}

/** Reads an edited schema of an event. Pure but for the ids of new properties whose own are taken. */
export function readSchemaText(plan: Plan, event: PlanEvent, text: string, published?: PublishedPlan): SchemaReading {
  const parsed = parseJson({ name: "", content: text });
  if (!parsed.ok) return { ok: false, faults: [{ pointer: "", ...parsed.error }] };
  // What is nested without end is refused before anything follows it down.
  const bad = unstorableIn(parsed.value);
  if (bad !== undefined) return { ok: false, faults: [{ pointer: bad.path, message: { en: bad.en, fr: bad.fr } }] };
  try {
    if (!isJsonObject(parsed.value)) return refuse("not_object", "");
    if (sizeOf(parsed.value, VALUES_MAX) > VALUES_MAX) return refuse("too_much", "", String(VALUES_MAX));
    const reading = new Reading(plan, event, parsed.value);
    const edits = reading.run();
    if (edits.length > CHANGES_MAX) return refuse("too_many_changes", "", String(CHANGES_MAX));
    const result = applyEdits(plan, edits, { published });
    if (!result.ok) {
      const faults = result.errors.map(({ path, en, fr }) => ({
        pointer: pointerOfPath(path, event),
        message: { en, fr },
      }));
      return { ok: false, faults: placed(text, faults) };
    }
    reading.checkVariants(result.plan);
    reading.holdAgainst(result.plan);
    return { ok: true, edits, plan: result.plan, notes: placed(text, reading.notes) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, faults: placed(text, error.faults) };
    if (isUserError(error)) {
      const faults = error.fields.map(({ path, en, fr }) => ({ pointer: path, message: { en, fr } }));
      return { ok: false, faults: placed(text, faults) };
    }
    if (!(error instanceof UnresolvedReference)) throw error;
    const said = (message: string) => message.replaceAll("{name}", error.reference);
    const message = { en: said(FAULTS.leads_nowhere.en), fr: said(FAULTS.leads_nowhere.fr) };
    return { ok: false, faults: placed(text, [{ pointer: error.pointer, message }]) };
  }
}
