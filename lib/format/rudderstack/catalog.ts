/**
 * The documents of a RudderStack project, both dialects (`rudder/v0.1` and `rudder/v1`), gathered into one catalog with every
 * defect at its place. Later steps read the v1 words only.
 *
 * Sources: rudderlabs/rudder-iac, cli/internal/providers/datacatalog (localcatalog, rules).
 */

import { type Document, isMap, LineCounter, type Node, parseAllDocuments } from "yaml";
import type { Json, JsonObject } from "../../plan/plan.ts";
import { type Bilingual, type FormatError, type InputFile, pointerOf, textOf } from "../format.ts";
import { notText } from "../json-source.ts";
import { type LossEntry, lossEntry } from "../loss.ts";
import { placeProblems } from "../plan-file/read.ts";
import { shown } from "../problem.ts";
import { isJsonObject } from "../schema-keyword.ts";
import { yamlValue } from "../yaml-error.ts";

export type Path = readonly (string | number)[];

/** An object of the catalog with its place. */
export interface Placed {
  readonly value: JsonObject;
  readonly path: Path;
  readonly spec: SpecDocument;
}

export interface SpecDocument {
  readonly file: string;
  readonly legacy: boolean;
  readonly document: Document;
  readonly lines: LineCounter;
}

export interface Catalog {
  readonly properties: Map<string, Placed>;
  readonly events: Map<string, Placed>;
  readonly categories: Map<string, Placed>;
  readonly customTypes: Map<string, Placed>;
  readonly plans: Placed[];
  readonly errors: FormatError[];
  readonly loss: LossEntry[];
}

const EVENT_TYPES = ["track", "screen", "identify", "group", "page"] as const;
const VERSIONS = /^rudder\/(v?0\.1|v1)$/;

/** Where the objects of a kind stand in their document. */
const LISTS: Readonly<
  Record<string, { readonly list: string; readonly into: "properties" | "events" | "categories" | "customTypes" }>
> = {
  properties: { list: "properties", into: "properties" },
  events: { list: "events", into: "events" },
  categories: { list: "categories", into: "categories" },
  "custom-types": { list: "types", into: "customTypes" },
};

export function report(
  catalog: Catalog,
  spec: SpecDocument,
  path: Path,
  code: string,
  message: Bilingual,
  expected?: Bilingual,
): void {
  const problem = { path, code, message, ...(expected === undefined ? {} : { expected }) };
  catalog.errors.push(...placeProblems([problem], spec.document, spec.lines, spec.file));
}

export function missing(catalog: Catalog, placed: Placed, key: string): void {
  report(catalog, placed.spec, [...placed.path, key], "missing", {
    en: `'${key}' is required.`,
    fr: `'${key}' est obligatoire.`,
  });
}

export function textAt(placed: Placed, key: string): string | undefined {
  const value = placed.value[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function requireText(catalog: Catalog, placed: Placed, ...keys: readonly string[]): boolean {
  const absent = keys.filter((key) => textAt(placed, key) === undefined);
  for (const key of absent) missing(catalog, placed, key);
  return absent.length === 0;
}

function checkEvent(catalog: Catalog, placed: Placed): boolean {
  if (!requireText(catalog, placed, "id", "event_type")) return false;
  const type = textAt(placed, "event_type") ?? "";
  if (!(EVENT_TYPES as readonly string[]).includes(type)) {
    const list = EVENT_TYPES.join(", ");
    report(
      catalog,
      placed.spec,
      [...placed.path, "event_type"],
      "invalid",
      { en: `${shown(type)} is not an event type.`, fr: `${shown(type)} n’est pas un type d’événement.` },
      { en: `one of ${list}`, fr: `l’un de ${list}` },
    );
    return false;
  }
  return type !== "track" || requireText(catalog, placed, "name");
}

function checkObject(catalog: Catalog, kind: string, placed: Placed): boolean {
  if (kind === "events") return checkEvent(catalog, placed);
  return kind === "categories" || kind === "properties" || kind === "custom-types"
    ? requireText(catalog, placed, "id", "name")
    : requireText(catalog, placed, "id", "display_name");
}

/** What may stand once in the whole project. */
function uniqueKey(kind: string, placed: Placed): string {
  const { value } = placed;
  if (kind === "events") return JSON.stringify([value.event_type, value.name ?? ""]);
  if (kind !== "properties") return JSON.stringify(value.name ?? value.display_name);
  const config = (value.config ?? value.propConfig ?? {}) as JsonObject;
  const type = Array.isArray(value.types) ? [...(value.types as Json[])].sort().join(",") : (value.type ?? "");
  return JSON.stringify([value.name, type, value.item_types ?? value.item_type ?? config.itemTypes ?? null]);
}

class Gathering {
  readonly catalog: Catalog = {
    properties: new Map(),
    events: new Map(),
    categories: new Map(),
    customTypes: new Map(),
    plans: [],
    errors: [],
    loss: [],
  };
  private readonly seen = new Set<string>();

  private duplicate(kind: string, placed: Placed, path: Path): boolean {
    const name = shown(String(placed.value.name ?? placed.value.display_name ?? placed.value.id));
    for (const key of [`${kind} id ${textAt(placed, "id")}`, `${kind} ${uniqueKey(kind, placed)}`]) {
      if (this.seen.has(key)) {
        report(this.catalog, placed.spec, path, "duplicate_name", {
          en: `Duplicate ${name} within ${kind}.`,
          fr: `${name} figure deux fois parmi ${kind}.`,
        });
        return true;
      }
      this.seen.add(key);
    }
    return false;
  }

  private list(kind: string, spec: SpecDocument, body: JsonObject): void {
    const place = LISTS[kind];
    if (place === undefined) return;
    const items = body[place.list];
    for (const [index, value] of (Array.isArray(items) ? (items as Json[]) : []).entries()) {
      if (!isJsonObject(value)) continue;
      const placed: Placed = { value, path: ["spec", place.list, index], spec };
      if (!checkObject(this.catalog, kind, placed) || this.duplicate(kind, placed, placed.path)) continue;
      this.catalog[place.into].set(textAt(placed, "id") ?? "", placed);
    }
  }

  private add(spec: SpecDocument, value: JsonObject): void {
    const kind = typeof value.kind === "string" ? value.kind : "";
    const body = isJsonObject(value.spec) ? value.spec : {};
    if (kind in LISTS) this.list(kind, spec, body);
    else if (kind === "tp" || kind === "tracking-plan") {
      const placed: Placed = { value: body, path: ["spec"], spec };
      if (!checkObject(this.catalog, kind, placed)) return;
      if (!this.duplicate(kind, placed, ["spec", "display_name"])) this.catalog.plans.push(placed);
    } else {
      const construct = kind === "event-stream-source" ? "enforcement" : "foreign_metadata";
      this.catalog.loss.push(lossEntry("", construct, `${spec.file}, ${kind}`));
    }
  }

  file(file: InputFile): void {
    const text = textOf(file);
    if (text === undefined) {
      this.catalog.errors.push(notText(file.name));
      return;
    }
    const lines = new LineCounter();
    const documents = parseAllDocuments(text, { lineCounter: lines });
    for (const document of "empty" in documents ? [] : documents) {
      const read = yamlValue(document, lines, file.name);
      if (!read.ok) this.catalog.errors.push(...read.errors);
      if (!read.ok || !isMap(document.contents as Node | null)) continue;
      const value = read.value as JsonObject;
      const version = typeof value.version === "string" ? value.version : "";
      const spec: SpecDocument = { file: file.name, legacy: version !== "rudder/v1", document, lines };
      if (VERSIONS.test(version)) this.add(spec, value);
      else {
        const expected = { en: "rudder/v0.1 or rudder/v1", fr: "rudder/v0.1 ou rudder/v1" };
        const message = { en: `Unknown version ${shown(version)}.`, fr: `Version inconnue : ${shown(version)}.` };
        report(this.catalog, spec, ["version"], "unknown_version", message, expected);
      }
    }
  }
}

export function gatherCatalog(files: readonly InputFile[]): Catalog {
  const gathering = new Gathering();
  for (const file of files) gathering.file(file);
  return gathering.catalog;
}

const REFERENCES = {
  properties: /^#(?:\/properties\/[^/]+\/|property:)(.+)$/,
  events: /^#(?:\/events\/[^/]+\/|event:)(.+)$/,
  categories: /^#(?:\/categories\/[^/]+\/|category:)(.+)$/,
  customTypes: /^#(?:\/custom-types\/[^/]+\/|custom-type:)(.+)$/,
} as const;
export type ReferenceKind = keyof typeof REFERENCES;

export function isCustomType(type: unknown): type is string {
  return typeof type === "string" && REFERENCES.customTypes.test(type);
}

/** What a reference means; one that leads nowhere is an error at `path`. */
export function dereference(
  catalog: Catalog,
  kind: ReferenceKind,
  reference: unknown,
  spec: SpecDocument,
  path: Path,
): Placed | undefined {
  const id = typeof reference === "string" ? REFERENCES[kind].exec(reference)?.[1] : undefined;
  const placed = id === undefined ? undefined : catalog[kind].get(id);
  if (placed === undefined) {
    report(catalog, spec, path, "unresolved_reference", {
      en: `${shown(reference)} leads nowhere.`,
      fr: `${shown(reference)} ne mène nulle part.`,
    });
  }
  return placed;
}

export function pointerIn(placed: Placed): string {
  return pointerOf(placed.path);
}
