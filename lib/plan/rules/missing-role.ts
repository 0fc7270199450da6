import type { EventRole } from "../plan.ts";
import { resolveEvent } from "../resolve.ts";
import { EVENT_ROLE_WORDS } from "../role-word.ts";
import { eventTarget, planTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Roles that the ready-made cohorts bind to. */
const NEEDED: readonly EventRole[] = [
  "sign_up",
  "log_in",
  "onboarding_step",
  "key_value_action",
  "add_to_cart",
  "purchase",
];

/** Roles no event has: the cohort templates that need them stay empty. */
export const missingRole = defineRule({
  code: "missing_role",
  severity: "info",
  en: "No event has the role “{detail}”.",
  fr: "Aucun événement n’a le rôle « {detail} ».",
  hint: {
    en: "Give the role to the event that means it: the ready-made cohorts bind to roles, never to names.",
    fr: "Donnez le rôle à l’événement qui le signifie : les cohortes toutes prêtes se lient aux rôles, jamais aux noms.",
  },
  *find({ plan }) {
    if (plan.events.length === 0) return;
    const present = new Set<string>(plan.events.flatMap(({ roles }) => roles));
    for (const role of NEEDED) {
      if (!present.has(role)) yield { target: planTarget(plan), detail: EVENT_ROLE_WORDS[role] };
    }
  },
});

/** A purchase without an amount. */
export const purchaseWithoutRevenue = defineRule({
  code: "purchase_without_revenue",
  severity: "warning",
  en: "“{name}” is a purchase, but none of its properties has the role “revenue”.",
  fr: "« {name} » est un achat, mais aucune de ses propriétés n’a le rôle « chiffre d’affaires ».",
  hint: {
    en: "Give the role to the numeric property that holds the amount: high-value cohorts sum it.",
    fr: "Donnez le rôle à la propriété numérique qui contient le montant : les cohortes à forte valeur l’additionnent.",
  },
  *find({ plan }) {
    const bundles = new Set(plan.bundles.map(({ id }) => id));
    for (const event of plan.events) {
      if (!event.roles.includes("purchase") || event.status === "deprecated") continue;
      const known = { ...event, bundles: event.bundles.filter((id) => bundles.has(id)) };
      const { variants: _variants, ...plain } = known;
      const { properties } = resolveEvent(plan, plain);
      if (!properties.some(({ property }) => property.role === "revenue")) {
        yield { target: eventTarget(event, "properties") };
      }
    }
  },
});
