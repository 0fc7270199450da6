/** Every rule of the plan, in the order findings are shown within one severity. */

import { asciiIdentifier } from "./ascii-identifier.ts";
import { brokenExample } from "./broken-example.ts";
import { cardinalityRisk } from "./cardinality.ts";
import { noCriticalEvent, tooManyCriticalEvents } from "./critical-event.ts";
import {
  neverConsented,
  personalWithoutPurpose,
  recipientNotDescribed,
  transferWithoutSafeguards,
} from "./data-life.ts";
import { deprecatedButRequired, deprecatedWithoutAdvice } from "./deprecation.ts";
import { eventNaming, objectNaming, propertyNaming } from "./event-naming.ts";
import { deprecationOverdue, expired, expiringSoon } from "./expiry.ts";
import { hiddenBundleProperty } from "./hidden-bundle-property.ts";
import {
  brokenReference,
  brokenVariants,
  identifierCollision,
  impossibleConstraint,
  nameCollision,
  unsafePattern,
  unsafeSchema,
} from "./invariant.ts";
import { eventOnNoJourney, stepWithoutEvent } from "./journey.ts";
import { missingDescription, missingPropertyDescription } from "./missing-description.ts";
import { missingOwner } from "./missing-owner.ts";
import { missingRole, purchaseWithoutRevenue } from "./missing-role.ts";
import { missingTranslation } from "./missing-translation.ts";
import { missingTrigger } from "./missing-trigger.ts";
import { mixedType } from "./mixed-type.ts";
import { forbiddenWord, namePrefix, nameWordOrder } from "./name-words.ts";
import { nearDuplicateEvent } from "./near-duplicate-event.ts";
import { nearDuplicateProperty } from "./near-duplicate-property.ts";
import { neverReceived } from "./never-received.ts";
import { oddName, reservedName } from "./odd-name.ts";
import { personalByName, personalByReceived, personalByValue } from "./personal-data.ts";
import { presenceElsewhere, presenceEverywhere, presenceOfNothing } from "./presence.ts";
import { requiredField } from "./required-field.ts";
import { sensitiveWithoutConsent } from "./sensitive-without-consent.ts";
import { servesNothing, unusedProperty } from "./serves-nothing.ts";
import { staleEvent } from "./stale-event.ts";
import { expiredSuppression, unusedSuppression } from "./suppression.ts";
import { expiredTransformation, incompleteTransformation, transformationToNothing } from "./transformation.ts";
import { unknownPurpose } from "./unknown-purpose.ts";
import { unknownSource } from "./unknown-source.ts";
import {
  decisionWithoutMetric,
  metricWithoutEvent,
  unusedBundle,
  unusedCategory,
  unusedDecision,
} from "./unused-object.ts";

export const RULES = [
  nameCollision,
  identifierCollision,
  brokenReference,
  brokenVariants,
  impossibleConstraint,
  unsafePattern,
  unsafeSchema,
  reservedName,
  noCriticalEvent,
  tooManyCriticalEvents,
  servesNothing,
  metricWithoutEvent,
  unusedDecision,
  nearDuplicateEvent,
  eventNaming,
  propertyNaming,
  namePrefix,
  nameWordOrder,
  forbiddenWord,
  oddName,
  mixedType,
  missingDescription,
  requiredField,
  personalByName,
  personalByValue,
  personalByReceived,
  sensitiveWithoutConsent,
  deprecatedWithoutAdvice,
  deprecatedButRequired,
  deprecationOverdue,
  expired,
  brokenExample,
  unknownSource,
  presenceElsewhere,
  presenceOfNothing,
  unknownPurpose,
  personalWithoutPurpose,
  neverConsented,
  recipientNotDescribed,
  transferWithoutSafeguards,
  incompleteTransformation,
  transformationToNothing,
  expiredTransformation,
  stepWithoutEvent,
  purchaseWithoutRevenue,
  asciiIdentifier,
  expiredSuppression,
  decisionWithoutMetric,
  missingRole,
  missingTrigger,
  eventOnNoJourney,
  missingOwner,
  missingTranslation,
  missingPropertyDescription,
  nearDuplicateProperty,
  objectNaming,
  hiddenBundleProperty,
  presenceEverywhere,
  cardinalityRisk,
  unusedProperty,
  unusedBundle,
  unusedCategory,
  expiringSoon,
  staleEvent,
  neverReceived,
  unusedSuppression,
] as const;

export type FindingCode = (typeof RULES)[number]["code"];
