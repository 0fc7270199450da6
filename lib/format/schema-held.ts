/** The schema of an event that somebody edited, held against what the plan says after it: what differs is told at its place. */

import { nestedProperties } from "../plan/edit-tree.ts";
import type { Json, JsonObject, PlanEvent, Property } from "../plan/plan.ts";
import { type Bilingual, pointerStep } from "./format.ts";
import { constructLabel, type LossConstruct } from "./loss.ts";
import { wordsOf } from "./read-schema.ts";
import type { FaultCode } from "./schema-fault.ts";
import { sameSchema } from "./schema-form.ts";
import { isJsonObject, VALIDATION_KEYWORDS } from "./schema-keyword.ts";

interface Difference {
  readonly code: FaultCode & ("not_kept" | "kept_as" | "stays" | "goes");
  readonly pointer: string;
  readonly name: Bilingual;
}

/** Nobody reads more. */
const TOLD_MAX = 50;
const SHOWN_MAX = 200;

function quoted(name: string): Bilingual {
  return { en: name, fr: name };
}

function isEmpty(value: Json | undefined): boolean {
  return value === true || (isJsonObject(value) && Object.keys(value).length === 0);
}

/** Ways to say nothing. */
function saysNothing(key: string, value: Json): boolean {
  if (key === "additionalProperties" || key === "items") return isEmpty(value);
  if (key === "required") return Array.isArray(value) && value.length === 0;
  if (key === "properties") return isEmpty(value);
  return (key === "uniqueItems" && value === false) || (key === "description" && value === "");
}

function sorted(values: readonly Json[]): Json {
  return [...new Set(values.map((value) => JSON.stringify(value)))].sort();
}

/** One form of several that say the same. */
function plain(key: string, value: Json): Json {
  if (key === "type") return sorted(Array.isArray(value) ? (value as Json[]) : [value]);
  return key === "enum" && Array.isArray(value) ? sorted(value as Json[]) : value;
}

type Fields = ReadonlyMap<string, Json>;

function fieldsOf(schema: JsonObject, without: (key: string) => boolean): Fields {
  const entries = Object.entries(schema).filter(([key, value]) => !without(key) && !saysNothing(key, value));
  return new Map(entries);
}

class Holding {
  readonly found: Difference[] = [];

  constructor(private readonly told: ReadonlySet<string>) {}

  private tell(code: Difference["code"], pointer: string, name = ""): void {
    if (this.found.length < TOLD_MAX && !this.told.has(pointer)) this.found.push({ code, pointer, name: quoted(name) });
  }

  fields(said: Fields, is: Fields, pointer: string): void {
    const differing = [...new Set([...said.keys(), ...is.keys()])].filter(
      (key) => !this.isHeld(key, said.get(key), is.get(key), `${pointer}${pointerStep(key)}`),
    );
    const kept = differing.filter((key) => is.has(key));
    if (kept.length === 0) for (const key of differing) this.tell("not_kept", `${pointer}${pointerStep(key)}`);
    else {
      const text = JSON.stringify(Object.fromEntries(kept.map((key) => [key, is.get(key)])));
      this.tell("kept_as", pointer, text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text);
    }
  }

  /** True when a keyword says the same, or when what differs was told further inside. */
  private isHeld(key: string, said: Json | undefined, is: Json | undefined, pointer: string): boolean {
    if (this.found.length >= TOLD_MAX) return true;
    if (key === "properties" && (said === undefined || isJsonObject(said)) && (is === undefined || isJsonObject(is))) {
      this.properties(said ?? {}, is ?? {}, pointer);
      return true;
    }
    if (said === undefined || is === undefined) return false;
    if (key === "items" && isJsonObject(said) && isJsonObject(is)) return this.held(said, is, pointer, false);
    if (key === "anyOf" && Array.isArray(said) && Array.isArray(is) && said.length === is.length) {
      said.forEach((one, at) => {
        this.held(one as Json, is[at] as Json, `${pointer}/${at}`, false);
      });
      return true;
    }
    return sameSchema({ [key]: plain(key, said) }, { [key]: plain(key, is) });
  }

  private properties(said: JsonObject, is: JsonObject, pointer: string): void {
    for (const [name, schema] of Object.entries(said)) {
      const at = `${pointer}${pointerStep(name)}`;
      const later = Object.hasOwn(is, name) ? is[name] : undefined;
      if (later === undefined) this.tell("not_kept", at);
      else this.held(schema, later, at, true);
    }
    for (const name of Object.keys(is)) if (!Object.hasOwn(said, name)) this.tell("stays", pointer, name);
  }

  private held(said: Json, is: Json, pointer: string, isProperty: boolean): true {
    if (this.told.has(pointer)) return true;
    const [one, other] = [said, is].map((schema) => (schema === true ? {} : schema)) as [Json, Json];
    if (!isJsonObject(one) || !isJsonObject(other)) {
      if (!sameSchema(one, other)) this.tell("kept_as", pointer, JSON.stringify(other).slice(0, SHOWN_MAX));
      return true;
    }
    // Words that the view does not show; a raw schema shows its own.
    const words = new Set(isProperty ? [...Object.keys(wordsOf(one)), "title"] : []);
    words.delete("description");
    const isAside = (key: string) =>
      key === "$id" ||
      key === "$schema" ||
      (words.has(key) && !Object.hasOwn(other, key)) ||
      ((key === "definitions" || key === "$defs") && !Object.hasOwn(other, key));
    this.fields(fieldsOf(one, isAside), fieldsOf(other, isAside), pointer);
    return true;
  }
}

/** What is said of an event itself by controls; the rest is its raw schema, its name or its variants. */
const OF_EVENT = new Set(["properties", "required", "additionalProperties", "description"]);
const ASIDE = new Set(["$schema", "$id", "definitions", "$defs", "title"]);

/** Where the text `said` and the schema `is` that comes of it differ; places that were `told` are not told again. */
export function differencesFrom(said: JsonObject, is: JsonObject, told: ReadonlySet<string>): readonly Difference[] {
  const holding = new Holding(told);
  const isAside = (key: string) => ASIDE.has(key) || (VALIDATION_KEYWORDS.has(key) && !OF_EVENT.has(key));
  const { additionalProperties: extra, ...rest } = said;
  const closed = extra === false ? { additionalProperties: false } : {};
  holding.fields(fieldsOf({ ...rest, ...closed }, isAside), fieldsOf(is, isAside), "");
  return holding.found;
}

/** What of a property no schema says. */
function unsaid(property: Property, event: PlanEvent): readonly LossConstruct[] {
  const { privacy, role, consentPurpose, owner, tags, examples, displayName, serves, retentionDays, expiresOn } =
    property;
  const held: readonly (readonly [LossConstruct, boolean])[] = [
    ["privacy", privacy !== "none"],
    ["presence", event.presence.some((one) => one.property === property.id)],
    ["serves", Object.values(serves).some((list) => list.length > 0)],
    ["role", role !== undefined],
    ["consent", consentPurpose !== undefined],
    ["owner", owner !== undefined],
    ["retention", retentionDays !== undefined],
    ["expiry", expiresOn !== undefined],
    ["tags", tags.length > 0],
    ["examples", examples.length > 0],
    ["display_name", Object.keys(displayName).length > 0],
    ["translation", Object.keys(property.description).length > 1],
  ];
  return held.filter(([, isThere]) => isThere).map(([construct]) => construct);
}

/** Properties that an event has no more, and that carried what a schema does not say. */
export function goneFrom(before: PlanEvent, after: PlanEvent): readonly Difference[] {
  const ids = new Set<string>();
  const gather = (list: readonly Property[]): void => {
    for (const { id, type } of list) {
      ids.add(id);
      gather(nestedProperties(type));
    }
  };
  gather(after.properties);
  const found: Difference[] = [];
  const look = (list: readonly Property[], pointer: string): void => {
    for (const property of list) {
      const at = `${pointer}/properties${pointerStep(property.name)}`;
      const lost = ids.has(property.id) ? [] : unsaid(property, before);
      if (lost.length > 0 && found.length < TOLD_MAX) {
        const labels = (language: "en" | "fr") => lost.map((one) => constructLabel(one)[language]).join(", ");
        const name = { en: `${property.name} (${labels("en")})`, fr: `${property.name} (${labels("fr")})` };
        found.push({ code: "goes", pointer: at, name });
      }
      look(nestedProperties(property.type), at);
    }
  };
  look(before.properties, "");
  return found;
}
