/** One line of the event grid: what the plan says of an event, small enough that a browser holds thousands. */

import type {
  CallType,
  EventRole,
  LocalizedText,
  PlanEvent,
  PrivacyClass,
  Status,
} from "../../../../../../lib/plan/plan.ts";

export const SEVERITIES = ["error", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface RowFindings {
  readonly count: number;
  readonly worst: Severity | undefined;
}

export const NO_FINDINGS: RowFindings = { count: 0, worst: undefined };

export interface EventRow {
  readonly id: string;
  readonly callType: CallType;
  readonly name: string;
  readonly displayName: LocalizedText;
  readonly description: LocalizedText;
  readonly trigger: LocalizedText;
  readonly category: string | undefined;
  readonly status: Status;
  readonly owner: string | undefined;
  readonly steward: string | undefined;
  readonly tags: readonly string[];
  readonly sources: readonly string[];
  readonly critical: boolean;
  readonly roles: readonly EventRole[];
  readonly privacy: PrivacyClass;
  readonly consentPurpose: string | undefined;
  readonly retentionDays: number | undefined;
  /** YYYY-MM-DD. */
  readonly expiresOn: string | undefined;
  readonly bundles: readonly string[];
  /** What it serves. */
  readonly decisions: readonly string[];
  readonly metrics: readonly string[];
  readonly propertyCount: number;
  /** Names of properties, to search by. */
  readonly propertyNames: readonly string[];
  readonly findings: RowFindings;
}

/** The line of an event. `propertyNames` are those of the event with its bundles. */
export function eventRow(event: PlanEvent, propertyNames: readonly string[], findings: RowFindings): EventRow {
  return {
    id: event.id,
    callType: event.callType,
    name: event.name,
    displayName: event.displayName,
    description: event.description,
    trigger: event.trigger,
    category: event.category,
    status: event.status,
    owner: event.owner,
    steward: event.steward,
    tags: event.tags,
    sources: event.sources,
    critical: event.critical,
    roles: event.roles,
    privacy: event.privacy,
    consentPurpose: event.consentPurpose,
    retentionDays: event.retentionDays,
    expiresOn: event.expiresOn,
    bundles: event.bundles,
    decisions: event.serves.decisions,
    metrics: event.serves.metrics,
    propertyCount: propertyNames.length,
    propertyNames,
    findings,
  };
}
