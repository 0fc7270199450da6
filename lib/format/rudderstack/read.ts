/** Reads a RudderStack project: one file of several documents, or several files. */

import type { Json, JsonObject } from "../../plan/plan.ts";
import { carriedFields } from "../carried.ts";
import { finishDraft, type PlanDraft, settingsOf, slugFrom } from "../draft.ts";
import type { FormatError, InputFile, ReadFinding, ReadResult } from "../format.ts";
import { lossEntry } from "../loss.ts";
import type { FileEvent, FileProperty, FileVariants } from "../plan-file/file-schema.ts";
import { shown } from "../problem.ts";
import type { ReadOptions } from "../read-options.ts";
import { isJsonObject } from "../schema-keyword.ts";
import {
  type Catalog,
  dereference,
  gatherCatalog,
  missing,
  type Placed,
  pointerIn,
  report,
  textAt,
} from "./catalog.ts";
import { ownId, TypeReader } from "./catalog-type.ts";

/** Calls without a name are planned under these. */
const NAMELESS: Readonly<Record<string, string>> = { page: "Page", screen: "Screen" };

function childOf(placed: Placed, ...keys: readonly (string | number)[]): Placed | undefined {
  let value: Json | undefined = placed.value;
  for (const key of keys)
    value = typeof value === "object" && value !== null ? (value as Record<string, Json>)[key] : undefined;
  return isJsonObject(value) ? { value, path: [...placed.path, ...keys], spec: placed.spec } : undefined;
}

function childrenOf(placed: Placed, ...keys: readonly (string | number)[]): Placed[] {
  let value: Json | undefined = placed.value;
  for (const key of keys)
    value = typeof value === "object" && value !== null ? (value as Record<string, Json>)[key] : undefined;
  if (!Array.isArray(value)) return [];
  return (value as Json[]).flatMap((_item, index) => childOf(placed, ...keys, index) ?? []);
}

type Origin = Omit<FormatError, "code" | "message">;

class RudderReading {
  readonly findings: ReadFinding[] = [];
  readonly origins = new Map<string, Origin>();
  private readonly types: TypeReader;
  private readonly used = new Set<string>();
  private readonly categories = new Map<string, Placed>();
  private readonly draft: {
    events: FileEvent[];
    userProperties?: FileProperty[];
    groupTypes?: PlanDraft["groupTypes"];
  } = { events: [] };

  constructor(private readonly catalog: Catalog) {
    this.types = new TypeReader(catalog, (placed, properties) => this.variants(placed, properties));
  }

  private origin(pointer: string, placed: Placed): void {
    this.origins.set(pointer, { file: placed.spec.file, pointer: pointerIn(placed) });
  }

  private properties(uses: readonly Placed[]): FileProperty[] {
    return uses.flatMap((use) => this.types.property(use) ?? []);
  }

  /** The event a rule is about: `event: "#event:id"`, or `event: {$ref, allow_unplanned}` in the older dialect. */
  private eventOf(rule: Placed): Placed | undefined {
    const { event } = rule.value;
    if (event === undefined || event === null || event === "") {
      missing(this.catalog, rule, "event");
      return undefined;
    }
    const [reference, path] = isJsonObject(event) ? [event.$ref, ["event", "$ref"]] : [event, ["event"]];
    return dereference(this.catalog, "events", reference, rule.spec, [...rule.path, ...path]);
  }

  private words(event: Placed): Pick<FileEvent, "id" | "description" | "category"> {
    const description = textAt(event, "description");
    const reference = event.value.category;
    const category =
      reference === undefined || reference === null
        ? undefined
        : dereference(this.catalog, "categories", reference, event.spec, [...event.path, "category"]);
    const name = category && textAt(category, "name");
    if (category !== undefined && name !== undefined) this.categories.set(name, category);
    return {
      ...ownId(event, "evt"),
      ...(description === undefined ? {} : { description }),
      ...(name === undefined ? {} : { category: name }),
    };
  }

  private variants(rule: Placed, properties: FileProperty[]): Pick<FileEvent, "variants" | "rawSchema"> {
    const [variant] = childrenOf(rule, "variants");
    if (variant === undefined) return {};
    const place = [...variant.path, "discriminator"];
    const found = dereference(this.catalog, "properties", variant.value.discriminator, variant.spec, place);
    const discriminator = properties.find((property) => property.name === (found && textAt(found, "name")));
    if (found === undefined) return {};
    if (discriminator === undefined) {
      report(this.catalog, variant.spec, place, "unresolved_reference", {
        en: "The discriminator is not a property of this rule.",
        fr: "Le discriminant n’est pas une propriété de cette règle.",
      });
      return {};
    }
    const cases = childrenOf(variant, "cases").map((item) => {
      if (textAt(item, "description") !== undefined)
        this.catalog.loss.push(lossEntry(`${pointerIn(item)}/description`, "case_description"));
      const displayName = textAt(item, "display_name");
      const match = Array.isArray(item.value.match) ? (item.value.match as (string | number | boolean)[]) : [];
      return {
        ...(displayName === undefined ? {} : { displayName }),
        match,
        properties: this.properties(childrenOf(item, "properties")),
      };
    });
    const others = this.properties(childrenOf(variant, "default"));
    return this.shaped(variant, discriminator, cases, others, properties);
  }

  /** As variants where the discriminator is a required list of values; as a raw schema where it is not. */
  private shaped(
    variant: Placed,
    discriminator: FileProperty,
    cases: FileVariants["cases"],
    others: FileProperty[],
    properties: FileProperty[],
  ): Pick<FileEvent, "variants" | "rawSchema"> {
    const listed = Array.isArray(discriminator.enum) ? (discriminator.enum as (string | number)[]) : undefined;
    const values = discriminator.type === "boolean" ? [true, false] : listed;
    if (values !== undefined && discriminator.required === true && discriminator.nullable !== true) {
      const matched = new Set(cases.flatMap((item) => item.match));
      const rest = values.filter((value) => !matched.has(value));
      const all = others.length === 0 || rest.length === 0 ? cases : [...cases, { match: rest, properties: others }];
      return { variants: { discriminator: discriminator.name, cases: all } };
    }
    this.catalog.loss.push(lossEntry(pointerIn(variant), "variants", discriminator.name, "changed"));
    const known = new Set(properties.map((property) => property.name));
    for (const property of [...cases.flatMap((item) => item.properties ?? []), ...others]) {
      if (known.has(property.name)) continue;
      known.add(property.name);
      properties.push({ ...property, required: false } as FileProperty);
    }
    const required = (list: readonly FileProperty[] = []) =>
      list.flatMap((property) => (property.required === true ? [property.name] : []));
    const test = (match: readonly Json[]): JsonObject => ({
      properties: { [discriminator.name]: { enum: match } },
      required: [discriminator.name],
    });
    const allOf = cases.map((item) => conditional(test(item.match), required(item.properties)));
    if (others.length > 0)
      allOf.push(conditional({ not: test(cases.flatMap((item) => item.match)) }, required(others)));
    return { rawSchema: { allOf } };
  }

  private section(rule: Placed): string {
    const event = childOf(rule, "event");
    return textAt(rule, "identity_section") ?? (event && textAt(event, "identity_section")) ?? "properties";
  }

  private traits(rule: Placed): FileProperty[] {
    return this.properties(childrenOf(rule, "properties")).map(({ required, ...property }) => {
      if (required) this.catalog.loss.push(lossEntry(`${pointerIn(rule)}/properties`, "required_trait", property.name));
      return property as FileProperty;
    });
  }

  rule(rule: Placed): void {
    const event = this.eventOf(rule);
    if (event === undefined) return;
    this.used.add(textAt(event, "id") ?? "");
    const type = textAt(event, "event_type") ?? "track";
    if (type === "identify") this.draft.userProperties = [...(this.draft.userProperties ?? []), ...this.traits(rule)];
    else if (type === "group") this.draft.groupTypes = [{ name: "group", properties: this.traits(rule) }];
    else {
      if (this.section(rule) !== "properties")
        this.catalog.loss.push(lossEntry(pointerIn(rule), "identity_section", this.section(rule)));
      const open = childOf(rule, "event")?.value.allow_unplanned ?? rule.value.additional_properties;
      this.event(event, rule, open === true);
    }
  }

  private event(event: Placed, rule: Placed | undefined, open: boolean): void {
    const type = textAt(event, "event_type") ?? "track";
    const properties = rule === undefined ? [] : this.properties(childrenOf(rule, "properties"));
    const shapes = rule === undefined ? {} : this.variants(rule, properties);
    const name = textAt(event, "name") ?? NAMELESS[type] ?? type;
    this.origin(`/events/${this.draft.events.length}`, rule ?? event);
    if (/\{\{.*\}\}/.test(name)) this.template(name);
    this.draft.events.push({
      ...this.words(event),
      name,
      ...(type === "page" || type === "screen" ? { callType: type } : {}),
      open,
      properties,
      ...shapes,
    });
  }

  private template(name: string): void {
    this.findings.push({
      code: "unfilled_variable",
      path: `/events/${this.draft.events.length}/name`,
      message: {
        en: `${shown(name)} is a variable of the project; its value is not in these files.`,
        fr: `${shown(name)} est une variable du projet ; sa valeur n’est pas dans ces fichiers.`,
      },
    });
  }

  run(): PlanDraft {
    for (const plan of this.catalog.plans) for (const rule of childrenOf(plan, "rules")) this.rule(rule);
    // Every property is read, so that a defect is told even where no rule uses it.
    for (const placed of [...this.catalog.properties.values(), ...this.catalog.customTypes.values()])
      this.types.type(placed);
    for (const [id, event] of this.catalog.events) {
      if (this.used.has(id)) continue;
      if (this.catalog.plans.length === 0 && ["track", "page", "screen"].includes(textAt(event, "event_type") ?? ""))
        this.event(event, undefined, true);
      else this.catalog.loss.push(lossEntry(pointerIn(event), "unused_definition", textAt(event, "name")));
    }
    const categories = [...this.categories].map(([name, placed]) => ({ ...ownId(placed, "cat"), name }));
    return { ...(categories.length === 0 ? {} : { categories }), ...this.draft };
  }
}

function conditional(test: JsonObject, required: readonly string[]): JsonObject {
  // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword, on a value that nobody awaits.
  return { if: test, then: { required } };
}

function severalPlans(plans: readonly Placed[]): ReadFinding[] {
  if (plans.length < 2) return [];
  const names = plans.map((plan) => textAt(plan, "display_name")).join(", ");
  return [
    {
      code: "several_plans",
      path: "",
      message: {
        en: `Several tracking plans became one: ${names}.`,
        fr: `Plusieurs tracking plans n’en font plus qu’un : ${names}.`,
      },
    },
  ];
}

export function readRudderstack(files: readonly InputFile[], options: ReadOptions = {}): ReadResult {
  const catalog = gatherCatalog(files);
  const reading = new RudderReading(catalog);
  const draft = reading.run();
  if (catalog.errors.length > 0)
    return {
      ok: false,
      format: "rudderstack",
      errors: distinct(catalog.errors, ({ file, line, pointer, code }) => `${file} ${line} ${pointer} ${code}`),
    };
  const [plan] = catalog.plans;
  const name = plan && textAt(plan, "display_name");
  const description = plan && textAt(plan, "description");
  const words = { ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) };
  return finishDraft(
    { ...words, settings: settingsOf(draft, options.language ?? "en"), ...draft },
    {
      format: "rudderstack",
      slug: options.slug ?? slugFrom(name),
      file: files[0]?.name ?? "",
      origins: reading.origins,
      findings: [...severalPlans(catalog.plans), ...reading.findings],
      loss: distinct(catalog.loss, ({ path, construct, note }) => `${path} ${construct} ${note.en}`),
      carried: carriedFields("rudderstack"),
    },
  );
}

/** The first of each, by key: a definition that many rules use is told once. */
function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map([...items].reverse().map((item) => [key(item), item])).values()].reverse();
}
