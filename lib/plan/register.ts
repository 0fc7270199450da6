/**
 * The record of processing (article 30 GDPR) that a plan holds: which personal data is collected, why, for which decision,
 * on which ground, for how long, and who receives it; and what the plan leaves unsaid.
 */

import { isThirdCountry } from "./country.ts";
import { pathSegment } from "./edit-path.ts";
import type { LocalizedText, Plan, PlanEvent, PrivacyClass, Serves } from "./plan.ts";
import type { LegalBasis, Purpose, Recipient } from "./plan-settings.ts";
import { gatherFacts } from "./rules/facts.ts";
import type { PlacedProperty } from "./rules/rule.ts";

/** Somebody who receives data besides the controller. */
export interface RegisterRecipient {
  readonly name: string;
  readonly description: LocalizedText;
  /** ISO 3166-1, where the plan says it. */
  readonly country?: string;
  /** Outside the European Economic Area. */
  readonly isTransfer: boolean;
  readonly safeguards: LocalizedText;
}

/** Why data is processed; where the plan only names a word for it, that word is its key and its name. */
export interface RegisterPurpose {
  readonly key: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  /** Absent where the plan does not declare the purpose. */
  readonly legalBasis?: LegalBasis;
  readonly recipients: readonly RegisterRecipient[];
}

/** Where a piece of data is collected. */
export type RegisterPlace =
  | { readonly kind: "event" | "group_type"; readonly name: string; readonly displayName: LocalizedText }
  | { readonly kind: "user" };

/** One category of data processed for one purpose; the same key in several places is one category. */
export interface RegisterRow {
  /** Where the plan says it, see edit-path.ts: of the first place. */
  readonly path: string;
  /** A property, that an event happened, what comes with every event, or what people are recognised by. */
  readonly kind: "property" | "event" | "automatic" | "user_id";
  /** The key on the wire, dotted; empty for the others, which the plan names elsewhere. */
  readonly name: string;
  readonly displayName: LocalizedText;
  readonly description: LocalizedText;
  readonly places: readonly RegisterPlace[];
  readonly privacy: Exclude<PrivacyClass, "none">;
  readonly purpose?: RegisterPurpose;
  /** Names of the decisions it serves, itself or through metrics. */
  readonly decisions: readonly LocalizedText[];
  readonly retentionDays?: number;
}

/** Something the register or the notice should say and the plan does not. */
export interface MissingStatement {
  readonly kind: MissingKind;
  /** What it is about; empty where the path alone says it. */
  readonly name: string;
  /** Where it is to be said, see edit-path.ts. */
  readonly path: string;
}

// biome-ignore format: one list of words
export const MISSING_KINDS = [
  "controller", "contact", "people", "security", "no_purpose", "undeclared_purpose", "purpose_text", "no_retention",
  "recipient_country", "safeguards",
] as const;
export type MissingKind = (typeof MISSING_KINDS)[number];

export interface Register {
  readonly rows: readonly RegisterRow[];
  /** The purposes for which something is collected, in the plan's order. */
  readonly purposes: readonly RegisterPurpose[];
  readonly missing: readonly MissingStatement[];
}

interface Use {
  readonly path: string;
  readonly kind: RegisterRow["kind"];
  readonly name: string;
  readonly displayName: LocalizedText;
  readonly description: LocalizedText;
  readonly place: RegisterPlace;
  readonly privacy: Exclude<PrivacyClass, "none">;
  readonly purposeKey: string | undefined;
  readonly retentionDays: number | undefined;
  readonly serves: Serves;
}

function describedRecipient(name: string, details: ReadonlyMap<string, Recipient>): RegisterRecipient {
  const { description = {}, country, safeguards = {} } = details.get(name) ?? {};
  const isTransfer = country !== undefined && isThirdCountry(country);
  return { name, description, ...(country === undefined ? {} : { country }), isTransfer, safeguards };
}

class RegisterMaking {
  readonly #plan: Plan;
  readonly #declared: ReadonlyMap<string, Purpose>;
  readonly #purposes: ReadonlyMap<string, RegisterPurpose>;
  readonly #decisions: ReadonlyMap<string, LocalizedText>;

  constructor(plan: Plan) {
    this.#plan = plan;
    const details = new Map(plan.settings.recipientDetails.map((one) => [one.key, one]));
    this.#declared = new Map(plan.settings.purposes.map((purpose) => [purpose.key, purpose]));
    this.#purposes = new Map(
      plan.settings.purposes.map(({ key, name, description, legalBasis, recipients }) => [
        key,
        { key, name, description, legalBasis, recipients: recipients.map((one) => describedRecipient(one, details)) },
      ]),
    );
    this.#decisions = new Map(plan.decisions.map(({ id, name }) => [id, name]));
  }

  /** An event that carries data of some class, itself and by its own properties. */
  #ofEvent(event: PlanEvent): Use[] {
    const { id, name, displayName, description, privacy, consentPurpose, retentionDays, serves } = event;
    if (privacy === "none") return [];
    const place = { kind: "event" as const, name, displayName };
    const about = { name: "", displayName, description, place, privacy, serves };
    return [{ path: `event/${id}`, kind: "event", ...about, purposeKey: consentPurpose, retentionDays }];
  }

  #inEvent({ property, path, name }: PlacedProperty, event: PlanEvent): Use[] {
    const { privacy, displayName, description } = property;
    if (privacy === "none") return [];
    const ownGoals = property.serves.decisions.length + property.serves.metrics.length > 0;
    return [
      {
        ...{ path, kind: "property", name, displayName, description, privacy },
        place: { kind: "event", name: event.name, displayName: event.displayName },
        purposeKey: property.consentPurpose ?? event.consentPurpose,
        retentionDays: property.retentionDays ?? event.retentionDays,
        serves: ownGoals ? property.serves : event.serves,
      },
    ];
  }

  /** What comes with every event: for what the event is for, as long as the event is kept. */
  *#besidesEvent(event: PlanEvent): Generator<Use> {
    const { automatic, canonicalUserId } = this.#plan.settings;
    const { name, displayName, consentPurpose, retentionDays, serves } = event;
    const about = { name: "", displayName: {}, description: {}, serves, purposeKey: consentPurpose, retentionDays };
    const place = { kind: "event" as const, name, displayName };
    if (automatic.length > 0)
      yield { path: "plan/settings/automatic", kind: "automatic", ...about, place, privacy: "pseudonymous" };
    if (canonicalUserId?.trim())
      yield { path: "plan/settings/canonicalUserId", kind: "user_id", ...about, place, privacy: "personal" };
  }

  #usesOf(placed: PlacedProperty): Use[] {
    const { property, place, path, name, event } = placed;
    if (event !== undefined) return this.#inEvent(placed, event);
    if (place.in === "bundle") {
      const { id } = place;
      const users = this.#plan.events.filter(({ bundles }) => bundles.includes(id));
      return users.flatMap((user) => this.#inEvent(placed, user));
    }
    const { privacy, displayName, description, consentPurpose, retentionDays, serves } = property;
    if (privacy === "none") return [];
    const group = place.in === "group" ? this.#plan.groupTypes.find(({ id }) => id === place.id) : undefined;
    const where: RegisterPlace = group
      ? { kind: "group_type", name: group.name, displayName: group.displayName }
      : { kind: "user" };
    const about = { name, displayName, description, place: where, privacy, serves };
    return [{ path, kind: "property", ...about, purposeKey: consentPurpose, retentionDays }];
  }

  #decisionsOf({ decisions, metrics }: Serves): LocalizedText[] {
    const through = this.#plan.metrics.filter(({ id }) => metrics.includes(id)).flatMap((metric) => metric.decisions);
    return [...new Set([...decisions, ...through])].flatMap((id) => this.#decisions.get(id) ?? []);
  }

  #purpose(key: string): RegisterPurpose {
    return this.#purposes.get(key) ?? { key, name: {}, description: {}, recipients: [] };
  }

  #keptFor({ retentionDays, purposeKey }: Use): number | undefined {
    return retentionDays ?? (purposeKey === undefined ? undefined : this.#declared.get(purposeKey)?.retentionDays);
  }

  uses(): Use[] {
    const { properties } = gatherFacts(this.#plan, {});
    const { events } = this.#plan;
    return [
      ...properties.flatMap((placed) => this.#usesOf(placed)),
      ...events.flatMap((event) => this.#ofEvent(event)),
      ...events.flatMap((event) => [...this.#besidesEvent(event)]),
    ];
  }

  /** Each event and property that has no purpose, or no end, once. */
  *missing(uses: readonly Use[], kind: "no_purpose" | "no_retention"): Generator<MissingStatement> {
    const told = new Set<string>();
    for (const use of uses) {
      const said = kind === "no_purpose" ? use.purposeKey : this.#keptFor(use);
      if (said !== undefined || told.has(use.path)) continue;
      told.add(use.path);
      yield { kind, name: nameOf(use), path: use.path };
    }
  }

  /** Uses that say the same are one row. What events have in common is that they happened. */
  rows(uses: readonly Use[]): RegisterRow[] {
    const groups = new Map<string, Use[]>();
    for (const use of uses) {
      const { kind, name, privacy, purposeKey = null } = use;
      const said = kind === "property" ? [use.displayName, use.description] : [];
      const key = JSON.stringify([kind, name, privacy, purposeKey, this.#keptFor(use) ?? null, ...said]);
      const group = groups.get(key);
      if (group) group.push(use);
      else groups.set(key, [use]);
    }
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { path, kind, name, displayName, description, privacy, purposeKey } = first;
      const kept = this.#keptFor(first);
      const places = new Map(group.map(({ place }) => [JSON.stringify(place), place]));
      const decisions = new Set(group.flatMap(({ serves }) => this.#decisionsOf(serves)));
      return [
        {
          ...{ path, kind, name, privacy },
          displayName: kind === "property" ? displayName : {},
          description: kind === "property" ? description : {},
          places: [...places.values()],
          ...(purposeKey === undefined ? {} : { purpose: this.#purpose(purposeKey) }),
          decisions: [...decisions],
          ...(kept === undefined ? {} : { retentionDays: kept }),
        },
      ];
    });
  }
}

/** The same key stands in many events: those are named with it. */
function nameOf({ kind, name, path, place }: Use): string {
  if (place.kind === "user" || kind === "automatic" || kind === "user_id") return name;
  if (kind === "event") return place.name;
  return path.startsWith("event/") ? `${place.name} › ${name}` : name;
}

/** A text is written where each language of the plan has it. */
function isWritten(text: LocalizedText, { settings }: Plan): boolean {
  return settings.languages.every((language) => text[language]?.trim());
}

function* missingOfPlan(plan: Plan): Generator<MissingStatement> {
  const { controller, controllerContact, dataSubjects, securityMeasures } = plan.settings;
  const at = (kind: MissingKind, field: string) => ({ kind, name: "", path: `plan/settings/${field}` });
  if (!controller?.trim()) yield at("controller", "controller");
  if (!controllerContact?.trim()) yield at("contact", "controllerContact");
  if (!isWritten(dataSubjects, plan)) yield at("people", "dataSubjects");
  if (!isWritten(securityMeasures, plan)) yield at("security", "securityMeasures");
}

function* missingOfPurpose(plan: Plan, purpose: RegisterPurpose): Generator<MissingStatement> {
  const { key, name, description, legalBasis, recipients } = purpose;
  const path = `plan/settings/purposes/${pathSegment(key)}`;
  if (legalBasis === undefined) {
    yield { kind: "undeclared_purpose", name: key, path: "plan/settings/purposes" };
    return;
  }
  if (!isWritten(name, plan) || !isWritten(description, plan)) yield { kind: "purpose_text", name: key, path };
  for (const { name: recipient, country, isTransfer, safeguards } of recipients) {
    const detail = `plan/settings/recipientDetails/${pathSegment(recipient)}`;
    if (country === undefined) yield { kind: "recipient_country", name: recipient, path: detail };
    else if (isTransfer && !isWritten(safeguards, plan)) yield { kind: "safeguards", name: recipient, path: detail };
  }
}

/** Of the purposes that something is collected for; a recipient of several is told once. */
function missingOfPurposes(plan: Plan, purposes: readonly RegisterPurpose[]): MissingStatement[] {
  const all = purposes.flatMap((purpose) => [...missingOfPurpose(plan, purpose)]);
  return [...new Map(all.map((one) => [`${one.kind} ${one.name}`, one])).values()];
}

function purposesOf(plan: Plan, rows: readonly RegisterRow[]): RegisterPurpose[] {
  const order = new Map(plan.settings.purposes.map(({ key }, index) => [key, index]));
  const found = new Map(rows.flatMap(({ purpose }) => (purpose ? [[purpose.key, purpose]] : [])));
  const at = (key: string) => order.get(key) ?? order.size;
  return [...found.values()].sort((a, b) => at(a.key) - at(b.key));
}

const kept = new WeakMap<Plan, Register>();

/** The register of a plan; kept as long as the plan is, which never changes. */
export function registerOf(plan: Plan): Register {
  const known = kept.get(plan);
  if (known) return known;
  const making = new RegisterMaking(plan);
  const uses = making.uses();
  const rows = making.rows(uses);
  const purposes = purposesOf(plan, rows);
  const missing = [
    ...missingOfPlan(plan),
    ...missingOfPurposes(plan, purposes),
    ...making.missing(uses, "no_purpose"),
    ...making.missing(uses, "no_retention"),
  ];
  const register = { rows, purposes, missing };
  kept.set(plan, register);
  return register;
}
