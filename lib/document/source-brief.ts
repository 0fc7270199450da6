/** What a source must know of the changes between two plans: only those that touch it, what breaks first. */

import { translator } from "../i18n/translator.ts";
import { type Change, diffPlans } from "../plan/diff.ts";
import { SEVERITIES, type Severity } from "../plan/diff-table.ts";
import { emptyPlan } from "../plan/new-object.ts";
import type { Language, Plan, PlanEvent, Property, PublishedPlan } from "../plan/plan.ts";
import { resolveEvent } from "../plan/resolve.ts";
import { callExample } from "./call-example.ts";

export interface BriefSource {
  readonly slug: string;
  readonly name: string;
}

export interface BriefChange {
  readonly severity: Severity;
  /** The dotted name of the property concerned. */
  readonly property?: string;
  readonly text: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Everything that changed about one object, for one source. */
export interface BriefItem {
  readonly kind: "event" | "bundle" | "user_property" | "group_type" | "plan";
  readonly name: string;
  /** The weightiest of its changes. */
  readonly severity: Severity;
  readonly changes: readonly BriefChange[];
  /** Day after which nothing should send it any more, YYYY-MM-DD. */
  readonly deadline?: string;
  /** The events of this source that a shared bundle's change concerns. */
  readonly events: readonly string[];
  /** Ids of the events of this source that its changes concern, those that are gone too. */
  readonly ids: readonly string[];
  /** The call of the generated tracker as it is written from now on. */
  readonly call?: string;
}

export interface SourceBrief {
  readonly source: BriefSource;
  /** Versions; 0 is the empty plan. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly BriefItem[];
}

/** A version and its plan. */
export interface BriefSide {
  readonly version: number;
  readonly plan: Plan;
  /** The version each event was last changed in, by id; absent: that of the side. */
  readonly eventVersions?: PublishedPlan["eventVersions"];
}

/** The plan before the first version. */
export function emptySide(slug: string): BriefSide {
  return { version: 0, plan: emptyPlan(slug) };
}

const KINDS: readonly string[] = ["event", "bundle", "user_property", "group_type", "plan"];

class Brief {
  private readonly before: ReadonlyMap<string, PlanEvent>;
  private readonly after: ReadonlyMap<string, PlanEvent>;

  constructor(
    private readonly plan: Plan,
    before: Plan,
    private readonly source: string,
    private readonly language: Language,
  ) {
    this.before = new Map(before.events.map((event) => [event.id, event]));
    this.after = new Map(plan.events.map((event) => [event.id, event]));
  }

  private sends(event: PlanEvent | undefined): boolean {
    return event !== undefined && (event.sources.length === 0 || event.sources.includes(this.source));
  }

  private touchesEvent(id: string): boolean {
    return this.sends(this.before.get(id)) || this.sends(this.after.get(id));
  }

  /** A place where the event fires elsewhere only. */
  private isElsewhere({ path }: Change): boolean {
    const id = /\/triggers\/([^/]+)/.exec(path)?.[1];
    if (id === undefined) return false;
    const event = path.split("/")[1] ?? "";
    const found = [this.before.get(event), this.after.get(event)].flatMap(
      (one) => one?.triggers.filter((trigger) => trigger.id === id) ?? [],
    );
    return found.length > 0 && found.every(({ source }) => source !== undefined && source !== this.source);
  }

  touches(change: Change): boolean {
    switch (change.kind) {
      case "event":
      case "bundle":
        if (change.sources.length > 0 && !change.sources.includes(this.source)) return false;
        return change.events.some((id) => this.touchesEvent(id)) && !this.isElsewhere(change);
      case "user_property":
      case "group_type":
        return true;
      default:
        return change.code.startsWith("automatic_");
    }
  }

  /** Where an event fires: new for a source that gains it, breaking for one that loses it, words for one that keeps it. */
  private severityOf({ path, severity, objectId }: Change): Severity {
    if (!/^event\/[^/]+\/sources$/.test(path)) return severity;
    const isSent = this.sends(this.after.get(objectId));
    if (this.sends(this.before.get(objectId)) === isSent) return "documentation";
    return isSent ? "compatible" : "breaking";
  }

  /** The call to write from now on: of what stands in the place of an event that is to go. */
  private callOf(sent: readonly PlanEvent[]): string | undefined {
    const event = sent
      .map((one) => (one.status === "deprecated" ? this.after.get(one.deprecation?.replacementId ?? "") : one))
      .find((one) => one !== undefined && one.status !== "deprecated");
    return event && callExample(this.plan, event, translator(this.language, "plan"), this.source);
  }

  private deadlineOf(change: Change): string | undefined {
    const event = this.after.get(change.objectId);
    const own = event?.deprecation?.on;
    const property = change.propertyId === undefined ? undefined : this.property(change.propertyId, event);
    return property?.deprecation?.on ?? own;
  }

  private property(id: string, event: PlanEvent | undefined): Property | undefined {
    const shared = this.plan.bundles.flatMap(({ properties }) => properties);
    const own = event === undefined ? shared : resolveEvent(this.plan, event).properties.map((one) => one.property);
    return [...own, ...this.plan.userProperties].find((one) => one.id === id);
  }

  private told(change: Change): BriefChange {
    const { propertyName, before, after } = change;
    return {
      severity: this.severityOf(change),
      ...(propertyName === undefined ? {} : { property: propertyName }),
      text: change[this.language],
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  }

  item(changes: readonly Change[]): BriefItem[] {
    const [first] = changes;
    if (first === undefined || !KINDS.includes(first.kind)) return [];
    const told = changes.map((change) => this.told(change));
    const ids = [...new Set(changes.flatMap(({ events }) => events))].filter((id) => this.touchesEvent(id));
    const sent = ids.flatMap((id) => this.after.get(id) ?? []).filter((event) => this.sends(event));
    const severity = SEVERITIES.find((one) => told.some((change) => change.severity === one)) ?? "documentation";
    const isReplaced = changes.some(({ code, propertyId }) => code === "deprecated" && propertyId === undefined);
    const call = severity === "documentation" && !isReplaced ? undefined : this.callOf(sent);
    const deadline = changes.flatMap((change) => this.deadlineOf(change) ?? []).sort()[0];
    return [
      {
        kind: first.kind as BriefItem["kind"],
        name: first.objectName,
        severity,
        changes: SEVERITIES.flatMap((one) => told.filter((change) => change.severity === one)),
        ...(deadline === undefined ? {} : { deadline }),
        events: first.kind === "bundle" ? sent.map(({ name }) => name) : [],
        ids,
        ...(call === undefined ? {} : { call }),
      },
    ];
  }
}

/** What changed for a source between two versions. */
export function sourceBrief(
  sides: { readonly before: BriefSide; readonly after: BriefSide },
  source: BriefSource,
  language: Language,
): SourceBrief {
  const { before, after } = sides;
  const brief = new Brief(after.plan, before.plan, source.slug, language);
  const byObject = new Map<string, Change[]>();
  for (const change of diffPlans(before.plan, after.plan)) {
    if (!brief.touches(change)) continue;
    const key = `${change.kind}/${change.objectId}`;
    byObject.set(key, [...(byObject.get(key) ?? []), change]);
  }
  const items = [...byObject.values()].flatMap((changes) => brief.item(changes));
  return {
    source,
    from: before.version,
    to: after.version,
    items: SEVERITIES.flatMap((severity) => items.filter((item) => item.severity === severity)),
  };
}
