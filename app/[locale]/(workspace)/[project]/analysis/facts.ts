/** What the builders choose from: the published plan's events and properties, saved cohorts; plain values for the browser. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { cohortName } from "../../../../../lib/analysis/cohort/cohort-name.ts";
import { listCohorts } from "../../../../../lib/analysis/cohort/store.ts";
import { listEventProperties } from "../../../../../lib/plan/find.ts";
import type {
  AutomaticProperty,
  EventRole,
  Language,
  LocalizedText,
  Plan,
  PropertyType,
} from "../../../../../lib/plan/plan.ts";
import { latestVersion } from "../../../../../lib/plan/store-version.ts";

export type ValueKind = "number" | "boolean" | "text";

export interface PropertyFact {
  readonly id: string;
  /** Path on the wire. */
  readonly path: string;
  readonly label: string;
  readonly kind: ValueKind;
  /** Values of a closed list. */
  readonly values: readonly string[];
}

export interface EventFact {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly callType: "track" | "page" | "screen";
  readonly properties: readonly PropertyFact[];
}

export interface AnalysisFacts {
  readonly slug: string;
  readonly events: readonly EventFact[];
  /** Roles that at least one event has. */
  readonly roles: readonly EventRole[];
  readonly userProperties: readonly PropertyFact[];
  readonly groupProperties: readonly PropertyFact[];
  readonly automatic: readonly AutomaticProperty[];
  readonly cohorts: readonly { readonly id: string; readonly name: string }[];
}

function kindOf(type: PropertyType): ValueKind {
  if (type.kind === "number" || type.kind === "integer") return "number";
  return type.kind === "boolean" ? "boolean" : "text";
}

function valuesOf(type: PropertyType): readonly string[] {
  return type.kind === "string" || type.kind === "number" || type.kind === "integer"
    ? (type.enum ?? []).map(String)
    : [];
}

function fact(
  property: { readonly id: string; readonly displayName: LocalizedText; readonly type: PropertyType },
  path: string,
  language: Language,
): PropertyFact {
  return {
    id: property.id,
    path,
    label: property.displayName[language] ?? path,
    kind: kindOf(property.type),
    values: valuesOf(property.type),
  };
}

function eventFacts(plan: Plan, language: Language): EventFact[] {
  return plan.events.map((event) => ({
    id: event.id,
    name: event.name,
    label: event.displayName[language] ?? event.name,
    callType: event.callType,
    properties: listEventProperties(plan, event)
      .filter(({ property }) => property.type.kind !== "object" && property.type.kind !== "null")
      .map(({ property, path }) => fact(property, path, language)),
  }));
}

/** Undefined when nothing is published: there is nothing to ask about yet. */
export async function analysisFacts(
  project: AuthorizedProject,
  language: Language,
): Promise<AnalysisFacts | undefined> {
  const [published, cohorts] = await Promise.all([latestVersion(project.projectId), listCohorts(project)]);
  if (published === undefined) return undefined;
  const { plan } = published;
  return {
    slug: project.slug,
    events: eventFacts(plan, language),
    roles: [...new Set(plan.events.flatMap((event) => event.roles))],
    userProperties: plan.userProperties.map((property) => fact(property, property.name, language)),
    groupProperties: plan.groupTypes.flatMap((group) =>
      group.properties.map((property) => fact(property, `${group.name}.${property.name}`, language)),
    ),
    automatic: plan.settings.automatic,
    cohorts: cohorts
      .map((cohort) => ({ id: cohort.id, name: cohortName(cohort, language) }))
      .sort((a, b) => a.name.localeCompare(b.name, language)),
  };
}
