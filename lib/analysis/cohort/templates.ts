/**
 * The cohorts every team asks for, as ordinary definitions: they bind to the plan by role, can be edited like any other, and
 * have no code of their own.
 */

import type { FieldError } from "../../base/error.ts";
import { EVENT_ROLES, type EventRole, type Language, type Plan } from "../../plan/plan.ts";
import { bindCriterion } from "../bind/bind.ts";
import type { Criterion, EventSelector, PropertyRef } from "../question.ts";

export interface CohortTemplate {
  readonly id: string;
  readonly name: { readonly [L in Language]: string };
  readonly description: { readonly [L in Language]: string };
  readonly criterion: Criterion;
}

const KEY_ACTION: EventSelector = { role: "key_value_action" };
const PURCHASE: EventSelector = { role: "purchase" };
const SIGN_UP: EventSelector = { role: "sign_up" };
const REVENUE: PropertyRef = { propertyRole: "revenue" };

/** As far back as a window reaches. */
const LONG_AGO = 3_659;

const never = (event: EventSelector): Criterion => ({
  kind: "count",
  event,
  count: { op: "=", value: 0 },
  window: { ever: true },
});

export const COHORT_TEMPLATES: readonly CohortTemplate[] = [
  {
    id: "activation",
    name: { en: "Activated", fr: "Activés" },
    description: {
      en: "Three key actions within 7 days of sign-up. People whose 7 days are not over belong to a group of their own.",
      fr: "Trois actions clés dans les 7 jours suivant l’inscription. Les personnes dont les 7 jours courent encore forment un groupe à part.",
    },
    criterion: {
      kind: "activation",
      event: KEY_ACTION,
      atLeast: 3,
      within: { value: 7, unit: "day" },
      group: "reached",
    },
  },
  {
    id: "trial",
    name: { en: "Trial", fr: "Essai" },
    description: { en: "On a trial subscription today.", fr: "En abonnement d’essai aujourd’hui." },
    criterion: { kind: "property", filter: { propertyRole: "subscription", op: "=", value: "trial" } },
  },
  {
    id: "high_value",
    name: { en: "High value", fr: "Forte valeur" },
    description: {
      en: "Top 20% of buyers by revenue over the last 90 days, ties included.",
      fr: "Les 20\u00a0% d’acheteurs au plus fort chiffre d’affaires sur les 90 derniers jours, ex æquo compris.",
    },
    criterion: {
      kind: "sum",
      event: PURCHASE,
      property: REVENUE,
      window: { lastDays: 90 },
      sum: { topPercent: 20 },
    },
  },
  {
    id: "at_risk",
    name: { en: "At risk", fr: "À risque" },
    description: {
      en: "A key action in the 28 days before the last 14, and none in the last 14.",
      fr: "Une action clé dans les 28 jours précédant les 14 derniers, et aucune dans les 14 derniers.",
    },
    criterion: {
      kind: "all",
      of: [
        {
          kind: "count",
          event: KEY_ACTION,
          count: { op: ">=", value: 1 },
          window: { fromDaysAgo: 41, toDaysAgo: 14 },
        },
        { kind: "count", event: KEY_ACTION, count: { op: "=", value: 0 }, window: { lastDays: 14 } },
      ],
    },
  },
  {
    id: "newly_registered",
    name: { en: "Newly registered", fr: "Nouveaux inscrits" },
    description: { en: "First sign-up in the last 7 days.", fr: "Première inscription dans les 7 derniers jours." },
    criterion: {
      kind: "all",
      of: [
        { kind: "count", event: SIGN_UP, count: { op: ">=", value: 1 }, window: { lastDays: 7 } },
        {
          kind: "count",
          event: SIGN_UP,
          count: { op: "=", value: 0 },
          window: { fromDaysAgo: LONG_AGO, toDaysAgo: 7 },
        },
      ],
    },
  },
  {
    id: "onboarding_stuck",
    name: { en: "Onboarding stuck", fr: "Onboarding bloqué" },
    description: {
      en: "Took a first onboarding step and no other within 72 hours.",
      fr: "Première étape d’onboarding franchie, aucune autre dans les 72 heures.",
    },
    criterion: {
      kind: "sequence",
      first: { role: "onboarding_step" },
      which: "first",
      // biome-ignore lint/suspicious/noThenProperty: the criterion's own word; never awaited
      then: { role: "onboarding_step" },
      within: { value: 72, unit: "hour" },
      followed: false,
      window: { ever: true },
    },
  },
  {
    id: "recurring_at_risk",
    name: { en: "Recurring at risk", fr: "Récurrents à risque" },
    description: {
      en: "A key action in at least 3 of the 4 weeks before the last one, and none in the last 7 days.",
      fr: "Une action clé pendant au moins 3 des 4 semaines précédant la dernière, et aucune dans les 7 derniers jours.",
    },
    criterion: {
      kind: "all",
      of: [
        { kind: "regular", event: KEY_ACTION, unit: "week", atLeast: 3, of: 4, skip: 1 },
        { kind: "count", event: KEY_ACTION, count: { op: "=", value: 0 }, window: { lastDays: 7 } },
      ],
    },
  },
  {
    id: "vip",
    name: { en: "VIP", fr: "VIP" },
    description: {
      en: "Top 10% by revenue over 90 days, or at least 3 purchases in 30 days.",
      fr: "Les 10\u00a0% au plus fort chiffre d’affaires sur 90 jours, ou au moins 3 achats en 30 jours.",
    },
    criterion: {
      kind: "any",
      of: [
        { kind: "sum", event: PURCHASE, property: REVENUE, window: { lastDays: 90 }, sum: { topPercent: 10 } },
        { kind: "count", event: PURCHASE, count: { op: ">=", value: 3 }, window: { lastDays: 30 } },
      ],
    },
  },
  {
    id: "visitors_without_purchase",
    name: { en: "Recent visitors without purchase", fr: "Visiteurs récents sans achat" },
    description: {
      en: "Viewed a product in the last 14 days and never bought.",
      fr: "Ont vu un produit dans les 14 derniers jours et n’ont jamais acheté.",
    },
    criterion: {
      kind: "all",
      of: [
        {
          kind: "count",
          event: { role: "product_viewed" },
          count: { op: ">=", value: 1 },
          window: { lastDays: 14 },
        },
        never(PURCHASE),
      ],
    },
  },
  {
    id: "re_engageable",
    name: { en: "Re-engageable", fr: "Ré-engageables" },
    description: {
      en: "No key action in the last 30 days but one in the 30 before, an e-mail opened in the last 60 days, never unsubscribed.",
      fr: "Aucune action clé dans les 30 derniers jours mais une dans les 30 précédents, un e-mail ouvert dans les 60 derniers jours, jamais désabonnés.",
    },
    criterion: {
      kind: "all",
      of: [
        {
          kind: "count",
          event: KEY_ACTION,
          count: { op: ">=", value: 1 },
          window: { fromDaysAgo: 59, toDaysAgo: 30 },
        },
        { kind: "count", event: KEY_ACTION, count: { op: "=", value: 0 }, window: { lastDays: 30 } },
        {
          kind: "count",
          event: { role: "email_opened" },
          count: { op: ">=", value: 1 },
          window: { lastDays: 60 },
        },
        never({ role: "unsubscribe" }),
      ],
    },
  },
];

/** The event roles among what a template lacks: an event that has one can be created. */
export function missingEventRoles({ criterion }: CohortTemplate, missing: readonly FieldError[]): readonly EventRole[] {
  const at = (path: string): unknown =>
    path
      .split("/")
      .slice(1)
      .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], criterion);
  const lacking = new Set(missing.filter(({ path }) => path.endsWith("/role")).map(({ path }) => at(path)));
  return EVENT_ROLES.filter((role) => lacking.has(role));
}

/** The templates with what each still lacks in the plan: roles that no event or property has. */
export function templatesFor(
  plan: Plan,
): readonly { readonly template: CohortTemplate; readonly missing: readonly FieldError[] }[] {
  return COHORT_TEMPLATES.map((template) => {
    const bound = bindCriterion(plan, template.criterion, { cohorts: [] });
    return { template, missing: bound.ok ? [] : bound.errors };
  });
}
