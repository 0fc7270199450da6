/** What a rule is: a code, a severity, its sentences, and how it finds what it speaks of. */

import type { Edit } from "../edit.ts";
import type { PropertyPlace } from "../edit-path.ts";
import type { ObjectKind } from "../edit-tree.ts";
import type { Plan, PlanEvent, Property } from "../plan.ts";
import type { ValueClass } from "../value-class.ts";

export type FindingSeverity = "error" | "warning" | "info";

/** What a finding is about: an object, one of its properties perhaps, and the field to mend. */
export interface FindingTarget {
  readonly kind: ObjectKind | "plan";
  /** Id of the object; `plan` for the plan itself. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** A field path, see edit-path.ts. */
  readonly path: string;
  readonly propertyId?: string;
  /** Dotted, `[]` for array items. */
  readonly propertyName?: string;
}

/** One thing found. `name` defaults to that of the target. */
export interface Hit {
  readonly target: FindingTarget;
  readonly name?: string;
  /** A second name or a value the sentence mentions, per language where it is a phrase. */
  readonly detail?: string | { readonly en: string; readonly fr: string };
  /** Edits, taken together, that mend it without asking anything. */
  readonly fix?: Edit | readonly Edit[];
  /** Why nothing mends it without asking, where that is not plain to see; said after the sentence. */
  readonly unfixed?: { readonly en: string; readonly fr: string };
}

/** A key the SDKs use for themselves. */
export const RESERVED_KEY = "$gabarit";

/** A property with everything that says where it is. */
export interface PlacedProperty {
  readonly property: Property;
  readonly place: PropertyPlace;
  readonly path: string;
  /** Dotted name. */
  readonly name: string;
  readonly owner: FindingTarget;
  /** 0 at the top of its object. */
  readonly depth: number;
  /** The event it stands in; absent in bundles, on users and on group types. */
  readonly event?: PlanEvent;
}

/** The plan and what every rule would otherwise compute for itself. */
export interface RuleFacts {
  readonly plan: Plan;
  /** Slugs of the project's sources; undefined when they are not known. */
  readonly sources: ReadonlySet<string> | undefined;
  /** Ids of events and properties that saved questions use. */
  readonly used: ReadonlySet<string>;
  /** False where nobody told what saved questions use. */
  readonly knowsUsed: boolean;
  /** Keys of the latest version's properties, by id. */
  readonly publishedKeys: ReadonlyMap<string, string>;
  /** Ids of the latest version's events. */
  readonly publishedEvents: ReadonlySet<string>;
  readonly properties: readonly PlacedProperty[];
  /** Ids of the properties by whose value variants are told apart. */
  readonly discriminators: ReadonlySet<string>;
  /** The day findings are told for, YYYY-MM-DD. */
  readonly today: string;
  /** The last days each event was received; undefined when that is not known. */
  readonly lastSeen: LastSeen | undefined;
  /** What the values received lately look like; undefined when that is not known. */
  readonly received: ReceivedClasses | undefined;
  /** What came of the rules; undefined while they still speak. */
  readonly spoken?: Spoken;
}

/** The last day each event was received from each source that sent it, YYYY-MM-DD: by the event's id, then by the source's slug. */
export type LastSeen = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * The class of personal data that the values received lately look like: by the event's id, or `USER_TRAITS` for what people are
 * said to be, then by the dotted name of the property, elements of lists under the name of the list. Only what has a class is in it.
 */
export type ReceivedClasses = ReadonlyMap<string, ReadonlyMap<string, ValueClass>>;

export const USER_TRAITS = "user";

export interface Spoken {
  /** Ids of the suppressions that let a finding pass. */
  readonly suppressing: ReadonlySet<string>;
  /** Codes of rules that were switched off, or not told what they need to know. */
  readonly silent: ReadonlySet<string>;
}

export interface Rule {
  readonly code: string;
  readonly severity: FindingSeverity;
  /** `{name}` and `{detail}` are filled in. */
  readonly en: string;
  readonly fr: string;
  /** What to do about it. */
  readonly hint: { readonly en: string; readonly fr: string };
  /**
   * What it says of an object of the plan follows from that object, the settings and the other facts, but for what was
   * published and received: it is asked of each object apart, and what it said is kept with the object.
   */
  readonly objectwise?: true;
  /** Whether it was told what it needs; a rule without this always knows enough. */
  canSpeak?(facts: RuleFacts): boolean;
  find(facts: RuleFacts): Iterable<Hit>;
}

/** Keeps the literal type of the code, so that the table of rules makes a closed union. */
export function defineRule<const R extends Rule>(rule: R): R {
  return rule;
}
