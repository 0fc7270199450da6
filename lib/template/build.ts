/**
 * A short way to write the plan of an industry, in both languages at once.
 *
 * To add a template: write `plans/<key>.ts` (and `plans/<key>-events.ts` when it grows) that exports
 * `defineTemplate({...})`, and name it in `catalogue.ts`. Every text is written `"English | Français"`; the space
 * before `: ; ! ?` is made one that does not break. Decisions, metrics, categories and bundles are named by their keys, events by their
 * names. What a plan says in one text, such as the name of a category or of a bundle, is that of the language it is asked in. Properties are required unless `optional`; they serve what their event serves. The tests of the catalogue then
 * ask for the rest: no finding of any severity, all roles, an SDK that compiles, ten cohorts with members.
 */

import { textIn } from "../plan/diff-label.ts";
import { suggestIdentifier } from "../plan/names.ts";
import {
  DEFAULT_SETTINGS,
  newBundle,
  newEvent,
  newGroupType,
  newJourney,
  newMetric,
  newProperty,
  newStep,
  newTrait,
} from "../plan/new-object.ts";
import type {
  EventRole,
  Json,
  JsonObject,
  Language,
  LocalizedText,
  Plan,
  PlanEvent,
  Property,
  Serves,
  TraitProperty,
} from "../plan/plan.ts";
import type { Purpose } from "../plan/plan-settings.ts";
import { type Both, inBoth } from "./both.ts";
import { type OwnerName, ownerIn } from "./owner-name.ts";
import type { PropertyDraft, PropertyDrafts, TraitDraft } from "./property-draft.ts";

export interface EventDraft {
  readonly name: string;
  readonly title: Both;
  readonly about: Both;
  readonly when: Both;
  /** Key of its category. */
  readonly in: string;
  /** Keys of the decisions and metrics it serves. */
  readonly serves: readonly string[];
  readonly owner?: OwnerName;
  readonly roles?: readonly EventRole[];
  readonly critical?: boolean;
  readonly bundles?: readonly string[];
  readonly props?: PropertyDrafts;
  /** Key of its consent purpose; measurement unless it says so. */
  readonly purpose?: string;
  readonly privacy?: PlanEvent["privacy"];
  readonly tags?: readonly string[];
}

interface Described {
  readonly name: Both;
  readonly about: Both;
  readonly owner: OwnerName;
}

interface MetricDraft extends Described {
  readonly formula: Both;
  readonly decisions: readonly string[];
  readonly parent?: string;
}

interface BundleDraft {
  readonly name: Both;
  readonly about: Both;
  readonly owner: OwnerName;
  readonly serves: readonly string[];
  readonly props: PropertyDrafts;
}

interface GroupDraft {
  readonly name: string;
  readonly title: Both;
  readonly about: Both;
  readonly serves: readonly string[];
  readonly traits: Readonly<Record<string, TraitDraft>>;
}

interface JourneyDraft extends Described {
  /** Name, description, and the names of the events that fire there. */
  readonly steps: readonly (readonly [name: Both, about: Both, ...events: string[]])[];
}

export interface TemplateDraft {
  readonly key: string;
  readonly name: Both;
  readonly about: Both;
  /** What identifies a person. */
  readonly person: Both;
  readonly owner: OwnerName;
  readonly purposes: readonly Purpose[];
  readonly decisions: Readonly<Record<string, Described>>;
  readonly metrics: Readonly<Record<string, MetricDraft>>;
  readonly categories: Readonly<Record<string, readonly [name: Both, about: Both]>>;
  readonly bundles: Readonly<Record<string, BundleDraft>>;
  readonly traits: { readonly serves: readonly string[]; readonly list: Readonly<Record<string, TraitDraft>> };
  readonly groups?: Readonly<Record<string, GroupDraft>>;
  readonly events: readonly EventDraft[];
  readonly journeys: Readonly<Record<string, JourneyDraft>>;
}

/** The plan of an industry, ready to be laid over a project's own. */
export interface Template {
  readonly key: string;
  readonly name: LocalizedText;
  readonly about: LocalizedText;
  /** What a plan says in one text alone is in this language. */
  plan(slug: string, language: Language): Plan;
}

const snake = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
const eventId = (name: string) => `evt_${snake(name)}`;

class Builder {
  private readonly taken = new Set<string>();

  constructor(
    private readonly draft: TemplateDraft,
    private readonly language: Language,
  ) {}

  /** For what is one text in a plan. */
  private one(text: Both): string {
    return textIn(inBoth(text), this.language) ?? text;
  }

  private owner(owner: OwnerName): string {
    return ownerIn(owner, this.language);
  }

  /** Ids of what the keys name: decisions and metrics share one space of keys. */
  private serves(keys: readonly string[]): Serves {
    const { key: template, decisions, metrics } = this.draft;
    for (const key of keys)
      if (!(key in decisions) && !(key in metrics)) throw new Error(`Invariant: ${template} has no ${key} to serve`);
    return {
      decisions: keys.filter((key) => key in decisions).map((key) => `dec_${key}`),
      metrics: keys.filter((key) => key in metrics).map((key) => `met_${key}`),
    };
  }

  private property(id: string, name: string, draft: PropertyDraft, serves: Serves): Property {
    return newProperty({
      id,
      name,
      displayName: inBoth(draft.name),
      description: inBoth(draft.about),
      type: typeof draft.type === "function" ? draft.type(this.properties(draft.inside ?? {}, id, serves)) : draft.type,
      required: true,
      examples: [draft.example],
      serves,
      ...draft.more,
    });
  }

  private properties(drafts: PropertyDrafts, owner: string, serves: Serves): readonly Property[] {
    const prefix = owner.startsWith("prp_") ? owner : `prp_${owner}`;
    return Object.entries(drafts).map(([name, draft]) => this.property(`${prefix}_${name}`, name, draft, serves));
  }

  private traits(drafts: GroupDraft["traits"], owner: string, serves: Serves): readonly TraitProperty[] {
    return Object.entries(drafts).map(([name, { kind, draft }]) =>
      newTrait({
        ...this.property(`prp_${owner}_${name}`, name, draft, serves),
        required: false,
        segmentKind: kind,
      }),
    );
  }

  private event(draft: EventDraft): PlanEvent {
    const { name, props = {}, bundles = [], roles = [], tags = [], critical = false } = draft;
    const id = eventId(name);
    const identifier = suggestIdentifier({ name, id, policy: "ascii", taken: this.taken });
    this.taken.add(identifier.toLowerCase());
    const all = [
      ...bundles.flatMap((key) => Object.entries(this.draft.bundles[key]?.props ?? {})),
      ...Object.entries(props),
    ];
    const example: JsonObject = Object.fromEntries(all.map(([key, value]): [string, Json] => [key, value.example]));
    return newEvent({
      id,
      name,
      identifier,
      displayName: inBoth(draft.title),
      description: inBoth(draft.about),
      trigger: inBoth(draft.when),
      examples: [example],
      category: `cat_${draft.in}`,
      owner: this.owner(draft.owner ?? this.draft.owner),
      privacy: draft.privacy ?? "pseudonymous",
      consentPurpose: draft.purpose ?? "measurement",
      bundles: bundles.map((key) => `bdl_${key}`),
      properties: this.properties(props, snake(name), this.serves(draft.serves)),
      serves: this.serves(draft.serves),
      ...{ roles, tags, critical },
    });
  }

  plan(slug: string): Plan {
    const { draft } = this;
    this.taken.clear();
    const ids = (keys: readonly string[]) => keys.map((key) => `dec_${key}`);
    return {
      slug,
      name: inBoth(draft.name),
      description: inBoth(draft.about),
      settings: { ...DEFAULT_SETTINGS, canonicalUserId: this.one(draft.person), purposes: draft.purposes },
      categories: Object.entries(draft.categories).map(([key, [name, about]]) => ({
        id: `cat_${key}`,
        name: this.one(name),
        description: inBoth(about),
        owner: this.owner(draft.owner),
      })),
      decisions: Object.entries(draft.decisions).map(([key, { name, about, owner }]) => ({
        id: `dec_${key}`,
        name: inBoth(name),
        description: inBoth(about),
        owner: this.owner(owner),
      })),
      metrics: Object.entries(draft.metrics).map(([key, { name, about, formula, owner, decisions, parent }]) =>
        newMetric({
          id: `met_${key}`,
          name: inBoth(name),
          description: inBoth(about),
          formula: inBoth(formula),
          owner: this.owner(owner),
          decisions: ids(decisions),
          ...(parent === undefined ? {} : { parent: `met_${parent}` }),
        }),
      ),
      bundles: Object.entries(draft.bundles).map(([key, { name, about, owner, serves, props }]) =>
        newBundle({
          id: `bdl_${key}`,
          name: this.one(name),
          description: inBoth(about),
          owner: this.owner(owner),
          properties: this.properties(props, `bundle_${key}`, this.serves(serves)),
        }),
      ),
      userProperties: this.traits(draft.traits.list, "user", this.serves(draft.traits.serves)),
      groupTypes: Object.entries(draft.groups ?? {}).map(([key, { name, title, about, serves, traits }]) =>
        newGroupType({
          id: `grp_${key}`,
          name,
          displayName: inBoth(title),
          description: inBoth(about),
          properties: this.traits(traits, `group_${key}`, this.serves(serves)),
        }),
      ),
      events: draft.events.map((event) => this.event(event)),
      journeys: Object.entries(draft.journeys).map(([key, { name, about, owner, steps }]) =>
        newJourney({
          id: `jrn_${key}`,
          name: inBoth(name),
          description: inBoth(about),
          owner: this.owner(owner),
          steps: steps.map(([step, says, ...events], index) =>
            newStep({
              id: `stp_${key}_${index + 1}`,
              name: inBoth(step),
              description: inBoth(says),
              events: events.map(eventId),
            }),
          ),
        }),
      ),
    };
  }
}

/** A template of the catalogue. Its plan has the same ids each time, so that applying it twice changes nothing. */
export function defineTemplate(draft: TemplateDraft): Template {
  return {
    key: draft.key,
    name: inBoth(draft.name),
    about: inBoth(draft.about),
    plan: (slug, language) => new Builder(draft, language).plan(slug),
  };
}

/** Keeps the name first, where the eye looks for it. */
export function event(name: string, draft: Omit<EventDraft, "name">): EventDraft {
  return { name, ...draft };
}
