/** Writes a plan as a RudderStack project of the v1 dialect: one file, a document per kind. */

import { stringify } from "yaml";
import { canonicalJson } from "../../plan/canonical-json.ts";
import type { LocalizedText, Plan, PlanEvent, Property, PropertyType } from "../../plan/plan.ts";
import { resolveEvent } from "../../plan/resolve.ts";
import { type Definition, definitionOf, isScalar } from "./definition.ts";

type Fields = Record<string, unknown>;

/** Limits of RudderStack's validation; what does not fit is left out and told in the loss report. */
const TRACK_NAME_MAX = 64;
const PROPERTY_NAME_MAX = 65;
const LEVELS_MAX = 4;
const DISPLAY_NAME = /^[A-Z_a-z][ \w,.-]{1,63}[\w,.-]$/;
const DESCRIPTION = /^[A-Za-z][\s\S]{2,1999}$/;
const NAMELESS: Readonly<Record<string, string>> = { page: "Page", screen: "Screen" };

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function safeId(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/g, "_");
}

class Project {
  private readonly properties = new Map<string, Fields>();
  private readonly ids = new Set<string>();
  private readonly customTypes = new Map<string, Fields>();
  private readonly events: Fields[] = [];
  private readonly rules: Fields[] = [];
  private readonly language: "en" | "fr";

  constructor(private readonly plan: Plan) {
    this.language = plan.settings.languages[0] ?? "en";
  }

  private description(text: LocalizedText): { readonly description?: string } {
    const description = text[this.language];
    return description !== undefined && DESCRIPTION.test(description) ? { description } : {};
  }

  private customType = (type: PropertyType): string => {
    const { type: kind, config } = definitionOf(type, this.customType);
    const content = canonicalJson({ kind, config });
    const known = this.customTypes.get(content);
    const id = (known?.id as string | undefined) ?? `type_${this.customTypes.size + 1}`;
    if (known === undefined) {
      this.customTypes.set(content, {
        id,
        name: `Type${this.customTypes.size + 1}`,
        type: kind,
        ...(config === undefined ? {} : { config }),
      });
    }
    return `#custom-type:${id}`;
  };

  /** The id of the catalog's property: one per name and type; a second definition under both goes through a custom type. */
  private property(property: Property): string {
    const definition = definitionOf(property.type, this.customType);
    const words = { name: property.name, ...this.description(property.description) };
    const keyOf = ({ type, types, item_type, item_types }: Definition) =>
      canonicalJson([property.name, types === undefined ? type : [...types].sort(), item_types ?? item_type]);
    const known = this.properties.get(keyOf(definition));
    const same =
      known !== undefined && canonicalJson({ ...known, id: "" }) === canonicalJson({ id: "", ...words, ...definition });
    if (same) return known.id as string;
    const distinct = known !== undefined && isScalar(property.type) && definition.type !== undefined;
    const written: Definition = distinct ? { type: this.customType(property.type) } : definition;
    const other = this.properties.get(keyOf(written));
    if (other !== undefined) return other.id as string;
    const id = this.freshId(property.id);
    this.properties.set(keyOf(written), { id, ...words, ...written });
    return id;
  }

  private freshId(wished: string): string {
    let id = safeId(wished);
    for (let attempt = 2; this.ids.has(id); attempt++) id = `${safeId(wished)}_${attempt}`;
    this.ids.add(id);
    return id;
  }

  private uses(properties: readonly Property[], level = 1): Fields[] {
    return properties
      .filter((property) => byteLength(property.name) <= PROPERTY_NAME_MAX)
      .map((property) => {
        const inner = property.type.kind === "array" ? property.type.items : property.type;
        const nested = inner.kind === "object" && level < LEVELS_MAX ? this.uses(inner.properties, level + 1) : [];
        return {
          property: `#property:${this.property(property)}`,
          required: property.required,
          ...(inner.kind === "object" ? { additional_properties: inner.open } : {}),
          ...(nested.length === 0 ? {} : { properties: nested }),
        };
      });
  }

  private variants(event: PlanEvent): Fields {
    const { variants } = resolveEvent(this.plan, event);
    if (variants === undefined) return {};
    const cases = variants.cases.map(({ case: item }) => ({
      display_name: item.displayName[this.language] ?? item.match.join(", "),
      match: item.match,
      properties: this.uses(item.properties).map(({ property, required }) => ({ property, required })),
    }));
    return {
      variants: [{ type: "discriminator", discriminator: `#property:${this.property(variants.discriminator)}`, cases }],
    };
  }

  private category(event: PlanEvent): { readonly category?: string } {
    const category = this.plan.categories.find((item) => item.id === event.category);
    return category !== undefined && DISPLAY_NAME.test(category.name)
      ? { category: `#category:${safeId(category.id)}` }
      : {};
  }

  /** RudderStack names track calls only. */
  private hasPlace(event: PlanEvent): boolean {
    return event.callType === "track"
      ? byteLength(event.name) <= TRACK_NAME_MAX
      : event.name === NAMELESS[event.callType];
  }

  private addEvent(event: PlanEvent): void {
    const id = safeId(event.id);
    const name = event.callType === "track" ? { name: event.name } : {};
    this.events.push({
      id,
      ...name,
      event_type: event.callType,
      ...this.description(event.description),
      ...this.category(event),
    });
    const properties = this.uses(resolveEvent(this.plan, event).properties.map(({ property }) => property));
    this.rules.push({
      type: "event_rule",
      id: `${id}_rule`,
      event: `#event:${id}`,
      identity_section: "properties",
      additional_properties: event.open,
      ...(properties.length === 0 ? {} : { properties }),
      ...this.variants(event),
    });
  }

  private addTraits(type: "identify" | "group", traits: readonly Property[]): void {
    this.events.push({ id: type, event_type: type });
    this.rules.push({
      type: "event_rule",
      id: `${type}_rule`,
      event: `#event:${type}`,
      identity_section: "traits",
      additional_properties: true,
      properties: this.uses(traits),
    });
  }

  private document(kind: string, spec: Fields): string {
    const document = { version: "rudder/v1", kind, metadata: { name: `${this.plan.slug}-${kind}` }, spec };
    return stringify(document, { lineWidth: 0, flowCollectionPadding: false, aliasDuplicateObjects: false });
  }

  text(): string {
    for (const event of this.plan.events) if (this.hasPlace(event)) this.addEvent(event);
    if (this.plan.userProperties.length > 0) this.addTraits("identify", this.plan.userProperties);
    const [group] = this.plan.groupTypes;
    if (group !== undefined) this.addTraits("group", group.properties);
    const categories = this.plan.categories
      .filter(({ name }) => DISPLAY_NAME.test(name))
      .map(({ id, name }) => ({ id: safeId(id), name }));
    const name = this.plan.name[this.language] ?? "";
    const plan = {
      id: this.plan.slug,
      display_name: DISPLAY_NAME.test(name) ? name : `Plan ${this.plan.slug}`,
      ...this.description(this.plan.description),
      rules: this.rules,
    };
    return [
      ...(categories.length === 0 ? [] : [this.document("categories", { categories })]),
      ...(this.customTypes.size === 0
        ? []
        : [this.document("custom-types", { types: [...this.customTypes.values()] })]),
      ...(this.properties.size === 0
        ? []
        : [this.document("properties", { properties: [...this.properties.values()] })]),
      this.document("events", { events: this.events }),
      this.document("tracking-plan", plan),
    ].join("---\n");
  }
}

export function writeRudderstack(plan: Plan): string {
  return new Project(plan).text();
}
