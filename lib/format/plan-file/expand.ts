/** From the shape of a plan file to the plan: defaults filled, ids and identifiers made where none is written, names resolved. */

import { derivedId, type IdPrefix } from "../../base/id.ts";
import { suggestIdentifier } from "../../plan/names.ts";
import {
  DEFAULT_SETTINGS,
  newBundle,
  newEvent,
  newGroupType,
  newProperty,
  SERVES_NOTHING,
} from "../../plan/new-object.ts";
import type { Bundle, Language, LocalizedText, Plan, PropertyType } from "../../plan/plan.ts";
import { inPresenceOrder } from "../../plan/presence.ts";
import { planSchema } from "../../plan/schema.ts";
import { type Problem, problemsOf, received } from "../problem.ts";
import { checkPlanFile, unknownReference } from "./check.ts";
import type { FileEvent, FileImage, FileJourney, FileProperty, FileType, PlanFile } from "./file-schema.ts";
import { expandSettings, type FileText } from "./file-settings.ts";

/** Drops the keys whose value is undefined. */
function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** Finds what a reference means: an id first, then a name. Unknown ones stay as written and are reported by the check. */
class Names {
  private readonly ids = new Set<string>();
  private readonly byName = new Map<string, string>();

  add(id: string, ...names: readonly (string | undefined)[]): void {
    this.ids.add(id);
    for (const name of names) if (name !== undefined && !this.byName.has(name)) this.byName.set(name, id);
  }

  resolve = (reference: string): string => {
    const found = this.ids.has(reference) ? reference : this.byName.get(reference);
    if (found === undefined) this.unknown.add(reference);
    return found ?? reference;
  };

  /** What was asked for and means nothing. */
  readonly unknown = new Set<string>();

  get all(): readonly string[] {
    return [...this.ids, ...this.byName.keys()];
  }
}

interface Named {
  readonly id: string;
  readonly name: string;
}

class Expansion {
  private readonly language: Language;
  private readonly categories = new Names();
  private readonly decisions = new Names();
  private readonly metrics = new Names();
  private readonly bundles = new Names();
  private readonly events = new Names();
  private readonly bundleById = new Map<string, Bundle>();
  private readonly taken = new Set<string>();
  /** Events, by id, whose name in code the file does not say. */
  readonly derivedIdentifiers: string[] = [];

  constructor(private readonly file: PlanFile) {
    this.language = file.settings?.languages?.[0] ?? DEFAULT_SETTINGS.languages[0] ?? "en";
    for (const event of file.events ?? []) if (event.identifier) this.taken.add(event.identifier.toLowerCase());
  }

  /** A problem with a reference that means nothing is told as that, not as the id it cannot be. */
  told(problem: Problem, written: unknown): Problem {
    const kinds = [this.categories, this.decisions, this.metrics, this.bundles, this.events];
    const kind = typeof written === "string" && kinds.find(({ unknown }) => unknown.has(written));
    return kind ? unknownReference(String(written), kind.all, problem.path) : problem;
  }

  private text = (text: FileText | undefined): LocalizedText =>
    text === undefined ? {} : typeof text === "string" ? { [this.language]: text } : defined(text);

  private id(prefix: IdPrefix, written: string | undefined, ...parts: readonly string[]): string {
    return written ?? derivedId(prefix, ...parts);
  }

  private name(text: FileText): string {
    const localized = this.text(text);
    return localized.en ?? localized.fr ?? "";
  }

  private serves(serves: FileEvent["serves"]) {
    if (serves === undefined) return SERVES_NOTHING;
    return {
      decisions: (serves.decisions ?? []).map(this.decisions.resolve),
      metrics: (serves.metrics ?? []).map(this.metrics.resolve),
    };
  }

  private deprecation(deprecation: FileEvent["deprecation"]) {
    return deprecation && defined({ ...deprecation, text: this.text(deprecation.text) });
  }

  private image(image: FileImage | undefined) {
    return image && { id: image.id, alt: this.text(image.alt) };
  }

  private triggers(event: FileEvent, owner: string) {
    return event.triggers?.map((trigger) => {
      const text = this.text(trigger.text);
      const id = this.id("trg", trigger.id, owner, this.name(trigger.text));
      return defined({ ...trigger, id, text, image: this.image(trigger.image) });
    });
  }

  private journey(journey: FileJourney) {
    const id = this.id("jny", journey.id, "journey", this.name(journey.name));
    const steps = (journey.steps ?? []).map((step) =>
      defined({
        ...step,
        id: this.id("stp", step.id, id, this.name(step.name)),
        name: this.text(step.name),
        description: this.text(step.description),
        image: this.image(step.image),
        events: (step.events ?? []).map(this.events.resolve),
      }),
    );
    return defined({
      ...journey,
      id,
      name: this.text(journey.name),
      description: this.text(journey.description),
      steps,
    });
  }

  private type(type: FileType, owner: string): PropertyType {
    if (typeof type === "string") return this.type({ type }, owner);
    const { type: kind, properties, items, anyOf, open, ...constraints } = type;
    const fields: Record<string, unknown> = { kind, ...constraints };
    if (kind === "object") {
      fields.properties = this.properties(properties, owner);
      // An object that names no key says nothing about its keys.
      fields.open = open ?? (properties ?? []).length === 0;
    }
    if (kind === "array") fields.items = this.type(items ?? "any", `${owner}[]`);
    if (kind === "union") fields.anyOf = (anyOf ?? []).map((member, index) => this.type(member, `${owner}|${index}`));
    return defined(fields) as unknown as PropertyType;
  }

  /** `owner` is the id of what holds the property: a derived id must survive a rename of the event, not of the property. */
  private property = (property: FileProperty, owner: string) => {
    const { id: written, displayName, description, deprecation, serves, segmentKind, ...rest } = property;
    const { name, required, role, privacy, consentPurpose, owner: person, tags, status, examples, ...other } = rest;
    const { retentionDays, expiresOn, ...type } = other;
    const id = this.id("prp", written, owner, name);
    const made = newProperty(
      defined({
        id,
        name,
        displayName: this.text(displayName),
        description: this.text(description),
        type: this.type(type, id),
        required,
        role,
        privacy,
        consentPurpose,
        owner: person,
        tags,
        status,
        deprecation: this.deprecation(deprecation),
        examples,
        serves: this.serves(serves),
        retentionDays,
        expiresOn,
      }) as Parameters<typeof newProperty>[0],
    );
    return segmentKind === undefined ? made : { ...made, segmentKind };
  };

  private properties(properties: readonly FileProperty[] | undefined, owner: string) {
    return (properties ?? []).map((property) => this.property(property, owner));
  }

  /** The properties an event shows outside its variants, by what a file calls them. */
  private shown(event: FileEvent, properties: readonly Named[]): Names {
    const names = new Names();
    for (const property of properties) names.add(property.id, property.name);
    for (const reference of event.bundles ?? []) {
      const bundle = this.bundleById.get(this.bundles.resolve(reference));
      for (const property of bundle?.properties ?? []) names.add(property.id, property.name);
    }
    return names;
  }

  private presence(event: FileEvent, names: Names, cases: readonly { readonly properties: readonly Named[] }[] = []) {
    for (const property of cases.flatMap((item) => item.properties)) names.add(property.id, property.name);
    return (
      event.presence &&
      inPresenceOrder(event.presence.map((one) => ({ ...one, property: names.resolve(one.property) })))
    );
  }

  private variants(event: FileEvent, owner: string, names: Names) {
    if (event.variants === undefined) return undefined;
    return {
      discriminator: names.resolve(event.variants.discriminator),
      cases: event.variants.cases.map((item) => {
        const id = this.id("cas", item.id, owner, JSON.stringify(item.match));
        return {
          id,
          displayName: this.text(item.displayName),
          match: item.match,
          properties: this.properties(item.properties, id),
        };
      }),
    };
  }

  private identifier(event: FileEvent, id: string): string {
    if (event.identifier !== undefined) return event.identifier;
    const policy = this.file.settings?.identifiers ?? DEFAULT_SETTINGS.identifiers;
    const identifier = suggestIdentifier({ name: event.name, id, policy, taken: this.taken });
    this.taken.add(identifier.toLowerCase());
    this.derivedIdentifiers.push(id);
    return identifier;
  }

  private event = (event: FileEvent) => {
    const id = this.id("evt", event.id, "event", event.callType ?? "track", event.name);
    const { displayName, description, trigger, deprecation, serves, category, bundles, ...rest } = event;
    const properties = this.properties(event.properties, id);
    const names = this.shown(event, properties);
    const variants = this.variants(event, id, names);
    return newEvent(
      defined({
        ...rest,
        id,
        identifier: this.identifier(event, id),
        displayName: this.text(displayName),
        description: this.text(description),
        trigger: this.text(trigger),
        triggers: this.triggers(event, id),
        deprecation: this.deprecation(deprecation),
        serves: this.serves(serves),
        category: category && this.categories.resolve(category),
        bundles: bundles?.map(this.bundles.resolve),
        properties,
        presence: this.presence(event, names, variants?.cases),
        variants,
      }) as Parameters<typeof newEvent>[0],
    );
  };

  /** Objects that others refer to come first, so that their names are known. */
  plan(): unknown {
    const { file } = this;
    const categories = (file.categories ?? []).map((category) => {
      const id = this.id("cat", category.id, "category", category.name);
      this.categories.add(id, category.name);
      return defined({ ...category, id, description: this.text(category.description) });
    });
    const decisions = (file.decisions ?? []).map((decision) => {
      const id = this.id("dec", decision.id, "decision", this.name(decision.name));
      const name = this.text(decision.name);
      this.decisions.add(id, name.en, name.fr);
      return defined({ ...decision, id, name, description: this.text(decision.description) });
    });
    const metrics = (file.metrics ?? []).map((metric) => {
      const id = this.id("met", metric.id, "metric", this.name(metric.name));
      const name = this.text(metric.name);
      this.metrics.add(id, name.en, name.fr);
      return defined({
        ...metric,
        id,
        name,
        description: this.text(metric.description),
        formula: this.text(metric.formula),
        decisions: (metric.decisions ?? []).map(this.decisions.resolve),
      });
    });
    const bundles = (file.bundles ?? []).map((bundle) => {
      const id = this.id("bdl", bundle.id, "bundle", bundle.name);
      this.bundles.add(id, bundle.name);
      const { description, properties, ...rest } = bundle;
      const made = newBundle(
        defined({
          ...rest,
          id,
          description: this.text(description),
          properties: this.properties(properties, id),
        }) as never,
      );
      this.bundleById.set(id, made);
      return made;
    });
    const groupTypes = (file.groupTypes ?? []).map((group) => {
      const id = this.id("grp", group.id, "group", group.name);
      return newGroupType({
        id,
        name: group.name,
        displayName: this.text(group.displayName),
        description: this.text(group.description),
        properties: this.properties(group.properties, id) as never,
      });
    });
    const events = (file.events ?? []).map(this.event);
    for (const { id, name } of events) this.events.add(id, name);
    return {
      slug: file.slug,
      name: this.text(file.name),
      description: this.text(file.description),
      settings: expandSettings(file.settings, this.text),
      categories,
      decisions,
      metrics: metrics.map((metric) =>
        metric.parent === undefined ? metric : { ...metric, parent: this.metrics.resolve(metric.parent) },
      ),
      bundles,
      userProperties: this.properties(file.userProperties, "user"),
      groupTypes,
      journeys: (file.journeys ?? []).map((journey) => this.journey(journey)),
      events,
    };
  }
}

export type ExpandResult =
  | { readonly ok: true; readonly plan: Plan; readonly derivedIdentifiers: readonly string[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The plan a file describes, or what is wrong with it: paths are those of the file. */
export function expandPlanFile(file: PlanFile): ExpandResult {
  const expansion = new Expansion(file);
  const expanded = expansion.plan();
  const parsed = planSchema.safeParse(expanded);
  if (!parsed.success) {
    const problems = problemsOf(parsed.error, expanded);
    return { ok: false, problems: problems.map((one) => expansion.told(one, received(expanded, one.path))) };
  }
  const problems = checkPlanFile(parsed.data);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, plan: parsed.data, derivedIdentifiers: expansion.derivedIdentifiers };
}
