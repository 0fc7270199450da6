/** Teams as templates name them. An owner is one text in a plan: a template is laid down in the language of whoever takes it. */

import type { Language } from "../plan/plan.ts";

export const OWNERS = {
  Advertising: "Publicité",
  Audience: "Audience",
  Booking: "Réservation",
  Checkout: "Tunnel d’achat",
  Content: "Contenus",
  Contracting: "Achats",
  "Customer success": "Réussite client",
  Engagement: "Engagement",
  Engineering: "Technique",
  Finance: "Finance",
  Growth: "Croissance",
  Lending: "Crédit",
  Lifecycle: "Fidélisation",
  Marketing: "Marketing",
  Merchandising: "Merchandising",
  Monetisation: "Monétisation",
  Newsroom: "Rédaction",
  Operations: "Opérations",
  Payments: "Paiements",
  Product: "Produit",
  Revenue: "Revenus",
  Risk: "Risques",
  Sales: "Ventes",
  Search: "Recherche",
  Service: "Service client",
  Subscriptions: "Abonnements",
  Supply: "Offre",
  Support: "Assistance",
  Trust: "Confiance",
} as const;

export type OwnerName = keyof typeof OWNERS;

export function ownerIn(owner: OwnerName, language: Language): string {
  return language === "fr" ? OWNERS[owner] : owner;
}
