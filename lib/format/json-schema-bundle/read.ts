/**
 * Reads JSON Schemas of events: a bundle of ours, a map of schemas by event name (`schema.events`, `events`, `$defs`,
 * `definitions`), or files of one schema each. Drafts 04 to 07.
 */

import { CALL_TYPES, type CallType, type Json, type JsonObject } from "../../plan/plan.ts";
import { SCHEMA_FIELDS } from "../carried.ts";
import { finishDraft, type PlanDraft, settingsOf, slugFrom } from "../draft.ts";
import { EDITED, embeddedPlan } from "../embedded-plan.ts";
import { type FormatError, pointerStep, type ReadResult } from "../format.ts";
import { type LossEntry, lossEntry } from "../loss.ts";
import type { FileEvent, FileProperty } from "../plan-file/file-schema.ts";
import { shown } from "../problem.ts";
import { readEventSchema } from "../read-event-schema.ts";
import type { JsonDocument, ReadOptions } from "../read-options.ts";
import { SchemaReader, UnresolvedReference, wordsOf } from "../read-schema.ts";
import { isJsonObject } from "../schema-keyword.ts";
import { bundleSchemas, CALL_TYPE_KEY } from "./write.ts";

interface NamedSchema {
  readonly name: string;
  readonly schema: Json;
  readonly pointer: string;
  readonly document: JsonDocument;
}

function isSchema(value: Json | undefined): boolean {
  if (typeof value === "boolean") return true;
  if (!isJsonObject(value)) return false;
  return (
    ["type", "properties", "allOf", "anyOf", "oneOf", "$ref", "enum", "const"].some((key) => key in value) ||
    Object.keys(value).length === 0
  );
}

const MAPS = [["schema", "events"], ["events"], ["$defs"], ["definitions"]] as const;

/** The map of schemas by event name that a document holds, with its place. */
function mapOf(value: JsonObject): { readonly map: JsonObject; readonly pointer: string } | undefined {
  if (isJsonObject(value.properties)) return undefined;
  for (const path of MAPS) {
    let map: Json | undefined = value;
    for (const key of path) map = isJsonObject(map) ? map[key] : undefined;
    if (isJsonObject(map) && Object.values(map).every(isSchema))
      return { map, pointer: path.map((key) => `/${key}`).join("") };
  }
  return undefined;
}

/** True for a document this reader understands. */
export function isJsonSchemaBundle(value: Json): boolean {
  return isJsonObject(value) && (mapOf(value) !== undefined || (isJsonObject(value.properties) && isSchema(value)));
}

/** Of one schema a file: its title, its name in a registry, else what its address or its file is called. */
function nameOf({ value, file }: JsonDocument): string {
  const { title, self, $id } = value as JsonObject;
  if (typeof title === "string" && title !== "") return title;
  if (isJsonObject(self) && typeof self.name === "string" && self.name !== "") return self.name;
  const path = typeof $id === "string" && $id !== "" ? $id : file;
  return (
    path
      .split(/[/\\#]/)
      .filter((part) => part !== "")
      .at(-1) ?? file
  ).replace(/(\.schema)?\.(json|ya?ml)$/i, "");
}

function schemasOf(document: JsonDocument): NamedSchema[] {
  const value = document.value as JsonObject;
  const found = mapOf(value);
  if (found === undefined) return [{ name: nameOf(document), schema: value, pointer: "", document }];
  return Object.entries(found.map).map(([name, schema]) => ({
    name,
    schema,
    pointer: `${found.pointer}${pointerStep(name)}`,
    document,
  }));
}

function callTypeOf(schema: Json): CallType | undefined {
  const written = isJsonObject(schema) ? schema[CALL_TYPE_KEY] : undefined;
  return CALL_TYPES.find((callType) => callType === written);
}

class BundleReading {
  readonly loss: LossEntry[] = [];
  /** The file being read. */
  file = "";

  event({ name, schema, pointer, document }: NamedSchema): FileEvent {
    this.file = document.file;
    const reader = new SchemaReader(document.value as JsonObject);
    const { [CALL_TYPE_KEY]: _call, ...given } = isJsonObject(schema) ? schema : {};
    const { properties, open, rawSchema } = readEventSchema(reader, isJsonObject(schema) ? given : schema, pointer);
    this.loss.push(...reader.loss);
    const words = isJsonObject(schema) ? wordsOf(schema) : {};
    const callType = callTypeOf(schema);
    const suffix = callType === undefined ? "" : ` (${callType})`;
    const wireName = suffix !== "" && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
    return {
      name: wireName,
      ...(callType === undefined || callType === "track" ? {} : { callType }),
      ...(words.title === undefined || words.title === name || words.title === wireName
        ? {}
        : { displayName: words.title }),
      ...(words.description === undefined ? {} : { description: words.description }),
      ...(words.deprecated === true ? { status: "deprecated" as const } : {}),
      open,
      properties: [...properties],
      ...(rawSchema === undefined ? {} : { rawSchema }),
    };
  }

  traits(document: JsonDocument, schema: Json | undefined, pointer: string): FileProperty[] {
    if (!isJsonObject(schema)) return [];
    this.file = document.file;
    const reader = new SchemaReader(document.value as JsonObject);
    const { listed } = reader.properties(schema, pointer);
    this.loss.push(...reader.loss);
    return listed.map(({ required, ...property }) => {
      if (required) this.loss.push(lossEntry(`${pointer}/required`, "required_trait", property.name));
      return property as FileProperty;
    });
  }
}

function draftOf(documents: readonly JsonDocument[], reading: BundleReading): PlanDraft {
  const events = documents.flatMap(schemasOf).map((named) => reading.event(named));
  const draft: { -readonly [K in keyof PlanDraft]: PlanDraft[K] } = { events };
  for (const document of documents) {
    const { schema } = document.value as JsonObject;
    if (!isJsonObject(schema)) continue;
    const traits = reading.traits(document, schema.userProperties, "/schema/userProperties");
    if (traits.length > 0) draft.userProperties = [...(draft.userProperties ?? []), ...traits];
    for (const [name, group] of Object.entries(isJsonObject(schema.groupProperties) ? schema.groupProperties : {})) {
      const properties = reading.traits(document, group, `/schema/groupProperties${pointerStep(name)}`);
      draft.groupTypes = [...(draft.groupTypes ?? []), { name, properties }];
    }
  }
  return draft;
}

function notASchema(file: string): ReadResult {
  const message = { en: "This is not a JSON Schema.", fr: "Ceci n’est pas un JSON Schema." };
  const expected = { en: "an object with schemas of events", fr: "un objet avec des schémas d’événements" };
  return {
    ok: false,
    format: "json-schema-bundle",
    errors: [{ file, pointer: "", code: "invalid", message, expected }],
  };
}

export function readJsonSchemaBundle(documents: readonly JsonDocument[], options: ReadOptions = {}): ReadResult {
  const odd = documents.find(({ value }) => !isJsonObject(value));
  if (odd !== undefined) return notASchema(odd.file);
  const [first] = documents;
  const whole = embeddedPlan(documents, "json-schema-bundle", options, (plan) => ({ schema: bundleSchemas(plan) }));
  if (whole !== undefined && whole !== "edited") return whole;
  const reading = new BundleReading();
  const language = options.language ?? "en";
  try {
    const draft = draftOf(documents, reading);
    const origins = new Map<string, Pick<FormatError, "file" | "pointer">>();
    documents.flatMap(schemasOf).forEach(({ document, pointer }, index) => {
      origins.set(`/events/${index}`, { file: document.file, pointer });
    });
    const title =
      documents.length === 1 && isJsonObject(first?.value) && mapOf(first.value) ? first.value.title : undefined;
    const name = typeof title === "string" ? title : undefined;
    return finishDraft(
      { ...(name === undefined ? {} : { name }), settings: settingsOf(draft, language), ...draft },
      {
        format: "json-schema-bundle",
        slug: options.slug ?? slugFrom(name ?? first?.file.replace(/\.[^.]*$/, "")),
        file: first?.file ?? "",
        origins,
        findings: whole === "edited" ? [EDITED] : [],
        loss: reading.loss,
        carried: SCHEMA_FIELDS,
      },
    );
  } catch (error) {
    if (!(error instanceof UnresolvedReference)) throw error;
    const message = {
      en: `${shown(error.reference)} leads nowhere.`,
      fr: `${shown(error.reference)} ne mène nulle part.`,
    };
    const place = { file: reading.file, pointer: `${error.pointer}/$ref` };
    return { ok: false, format: "json-schema-bundle", errors: [{ ...place, code: "unresolved_reference", message }] };
  }
}
