/** Roles as people say them, in the middle of a sentence. Codes are for the wire and the files. */

import type { EventRole, PropertyRole } from "./plan.ts";

interface RoleWord {
  readonly en: string;
  readonly fr: string;
}

/** What an event does for the business. */
export const EVENT_ROLE_WORDS: Record<EventRole, RoleWord> = {
  sign_up: { en: "sign-up", fr: "inscription" },
  log_in: { en: "log-in", fr: "connexion" },
  onboarding_step: { en: "onboarding step", fr: "étape d’onboarding" },
  key_value_action: { en: "key value action", fr: "action clé" },
  product_viewed: { en: "product viewed", fr: "produit vu" },
  add_to_cart: { en: "add to cart", fr: "ajout au panier" },
  purchase: { en: "purchase", fr: "achat" },
  unsubscribe: { en: "unsubscribe", fr: "désabonnement" },
  email_sent: { en: "e-mail sent", fr: "e-mail envoyé" },
  email_opened: { en: "e-mail opened", fr: "e-mail ouvert" },
  exposure: { en: "exposure", fr: "exposition à une expérience" },
  micro_conversion: { en: "micro-conversion", fr: "micro-conversion" },
  support_request: { en: "support request", fr: "demande d’assistance" },
  satisfaction_answer: { en: "satisfaction answer", fr: "réponse de satisfaction" },
};

/** What a property holds. */
export const PROPERTY_ROLE_WORDS: Record<PropertyRole, RoleWord> = {
  revenue: { en: "revenue", fr: "chiffre d’affaires" },
  currency: { en: "currency", fr: "devise" },
  subscription: { en: "subscription", fr: "abonnement" },
  channel: { en: "channel", fr: "canal" },
  variant: { en: "variant", fr: "variante" },
  score: { en: "score", fr: "note" },
};
