/** What holds for a plan as a whole: its languages, what identifies a person, why personal data is processed. */

import type { AutomaticProperty, Language, LocalizedText, PrivacyClass } from "./plan.ts";
import type { Standards } from "./standards.ts";
import type { Transformation } from "./transformation.ts";

/** The six grounds of article 6 GDPR on which data may be processed. */
export const LEGAL_BASES = [
  "consent",
  "contract",
  "legal_obligation",
  "vital_interests",
  "public_task",
  "legitimate_interests",
] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

/** Why data is processed. Events and properties name one by its key as their consent purpose. */
export interface Purpose {
  readonly key: string;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly legalBasis: LegalBasis;
  /** Who receives the data besides us. */
  readonly recipients: readonly string[];
  readonly retentionDays?: number;
}

/** Where somebody who receives data sits, and what protects the data there. */
export interface Recipient {
  /** The name under which purposes name it. */
  readonly key: string;
  /** What it does with the data. */
  readonly description: LocalizedText;
  /** Two capital letters, ISO 3166-1. */
  readonly country?: string;
  /** What protects the data outside the European Economic Area. */
  readonly safeguards: LocalizedText;
}

/**
 * What becomes of values of a privacy class before anything is kept of a call. drop: nothing of them. hash: a keyed hash, the
 * same for the same value. mask: that there was one. consent: kept where the call says that the person consented to the
 * purpose, else dropped.
 */
export const VALUE_HANDLINGS = ["drop", "hash", "mask", "consent"] as const;
export type ValueHandling = (typeof VALUE_HANDLINGS)[number];

export interface PlanSettings {
  /** Languages the plan is written in; a missing text in one of them is a finding. */
  readonly languages: readonly Language[];
  readonly standards: Standards;
  /** `unicode` keeps letters that the target language allows in identifiers, `ascii` never does. */
  readonly identifiers: "unicode" | "ascii";
  /** What identifies a person, in words: the user id of the company's own, or e-mail plus phone. */
  readonly canonicalUserId?: string;
  /** Automatic properties that are switched on. */
  readonly automatic: readonly AutomaticProperty[];
  /** Where none is declared, consent purposes are free words. */
  readonly purposes: readonly Purpose[];
  /** Those whom purposes name as recipients, described. */
  readonly recipientDetails: readonly Recipient[];
  /** What becomes of values of a class as they come in; absent where they are kept. */
  readonly pseudonymousValues?: ValueHandling;
  readonly personalValues?: ValueHandling;
  readonly sensitiveValues?: ValueHandling;
  /** What mends faulty events until a fix has reached them, in the order in which they are tried. */
  readonly transformations: readonly Transformation[];
  /** Who answers for the data: name of the company, with joint controllers and representative where there are any. */
  readonly controller?: string;
  readonly controllerContact?: string;
  /** Name and contact of the data protection officer. */
  readonly dataProtectionOfficer?: string;
  /** Whose data it is: customers, visitors ... */
  readonly dataSubjects: LocalizedText;
  readonly securityMeasures: LocalizedText;
}

/** What becomes of the values of a class; `undefined` where they are kept. */
export function handlingOf(settings: PlanSettings, privacy: PrivacyClass): ValueHandling | undefined {
  switch (privacy) {
    case "pseudonymous":
      return settings.pseudonymousValues;
    case "personal":
      return settings.personalValues;
    case "sensitive":
      return settings.sensitiveValues;
    default:
      return undefined;
  }
}
