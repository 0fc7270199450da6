/** Events of a marketplace: buyers, and deals. */

import { type EventDraft, event } from "../build.ts";
import { accountEvents, currency, experimentViewed, lifecycleEvents } from "../kit.ts";
import { amount, flag, oneOf, optional, reference, text, whole, withRole } from "../property-draft.ts";
import { SELLING_EVENTS, TRUST_EVENTS } from "./marketplace-seller-events.ts";

const SEARCH: readonly EventDraft[] = [
  experimentViewed("search", ["matching", "contact_rate"]),
  event("Listing Searched", {
    title: "Listing searched | Annonce cherchée",
    about: "A member looked for listings. | Un membre a cherché des annonces.",
    when: "When the results are shown, once per search or change of filters. | À l’affichage des résultats, une fois par recherche ou changement de filtres.",
    in: "search",
    serves: ["supply", "matching"],
    critical: true,
    props: {
      query: text(
        "oak table",
        "Words searched | Mots cherchés",
        "As typed, in lower case. | Tels que saisis, en minuscules.",
      ),
      results: whole(
        [0, 100_000],
        48,
        "Results | Résultats",
        "How many listings were found. | Nombre d’annonces trouvées.",
      ),
      filters: whole([0, 30], 2, "Filters | Filtres", "How many filters are set. | Nombre de filtres posés."),
    },
  }),
  event("Search Saved", {
    title: "Search saved | Recherche enregistrée",
    about: "A member asked to be told of new listings. | Un membre a demandé à être averti des nouvelles annonces.",
    when: "When the search is stored. | À l’enregistrement de la recherche.",
    in: "search",
    serves: ["supply", "loyalty"],
    roles: ["micro_conversion"],
    props: {
      alert: oneOf(
        ["none", "daily", "immediate"],
        "Alert | Alerte",
        "How often the member is told. | À quel rythme le membre est averti.",
      ),
    },
  }),
  event("Listing Viewed", {
    title: "Listing viewed | Annonce vue",
    about: "A listing was opened. | Une annonce a été ouverte.",
    when: "When its price and first picture are on screen. | Quand son prix et sa première photo sont à l’écran.",
    in: "search",
    serves: ["matching", "liquidity", "contact_rate"],
    roles: ["product_viewed"],
    critical: true,
    bundles: ["listing"],
    props: {
      position: optional(
        whole(
          [1, 10_000],
          4,
          "Position | Rang",
          "Its place in the results, from 1. | Sa place dans les résultats, à partir de 1.",
        ),
      ),
    },
  }),
  event("Seller Profile Viewed", {
    title: "Seller profile viewed | Profil du vendeur vu",
    about: "A member looked at who sells. | Un membre a regardé qui vend.",
    when: "When ratings and other listings are on screen. | Quand les notes et les autres annonces sont à l’écran.",
    in: "search",
    serves: ["trust", "contact_rate"],
    props: { seller_kind: oneOf(["private", "professional"], "Seller | Vendeur", "Who sells. | Qui vend.") },
  }),
  event("Listing Liked", {
    title: "Listing liked | Annonce mise en favori",
    about: "A member kept a listing. | Un membre a gardé une annonce.",
    when: "When the server has stored it. | Quand le serveur l’a enregistrée.",
    in: "search",
    serves: ["matching", "contact_rate"],
    roles: ["micro_conversion"],
    bundles: ["listing"],
  }),
];

const DEAL: readonly EventDraft[] = [
  event("Message Sent", {
    title: "Message sent | Message envoyé",
    about:
      "A buyer or seller wrote to the other: the action that makes a market live. | Un acheteur ou un vendeur a écrit à l’autre : l’action qui fait vivre le marché.",
    when: "When the server accepts the message. | Quand le serveur accepte le message.",
    in: "deal",
    serves: ["matching", "loyalty", "contact_rate", "retention"],
    roles: ["key_value_action"],
    critical: true,
    bundles: ["conversation"],
    props: {
      first_message: flag(
        "First message | Premier message",
        "Whether it opens the conversation. | S’il ouvre la conversation.",
      ),
    },
  }),
  event("Offer Made", {
    title: "Offer made | Offre faite",
    about: "A buyer proposed a price. | Un acheteur a proposé un prix.",
    when: "When the server accepts the proposal. | Quand le serveur accepte la proposition.",
    in: "deal",
    serves: ["matching", "liquidity"],
    bundles: ["listing"],
    props: { offered_price: amount(100, "Price offered | Prix proposé", "Before any fee. | Hors frais.") },
  }),
  event("Offer Accepted", {
    title: "Offer accepted | Offre acceptée",
    about: "A seller agreed to a price. | Un vendeur a accepté un prix.",
    when: "When the seller confirms. | À la confirmation du vendeur.",
    in: "deal",
    serves: ["matching", "liquidity"],
    critical: true,
    bundles: ["conversation"],
    props: { agreed_price: amount(105, "Price agreed | Prix convenu", "Before any fee. | Hors frais.") },
  }),
  event("Checkout Started", {
    title: "Checkout started | Paiement commencé",
    about: "A buyer chose to pay through the marketplace. | Un acheteur a choisi de payer par la place de marché.",
    when: "When the payment page is shown. | À l’affichage de la page de paiement.",
    in: "deal",
    serves: ["commission", "volume"],
    roles: ["add_to_cart"],
    bundles: ["listing"],
    props: {
      handover: oneOf(
        ["by_hand", "parcel", "pickup_point"],
        "Handover | Remise",
        "How the thing changes hands. | Comment l’objet change de mains.",
      ),
    },
  }),
  event("Payment Failed", {
    title: "Payment failed | Paiement refusé",
    about: "A payment was refused or abandoned. | Un paiement a été refusé ou abandonné.",
    when: "When the payment provider answers anything but success. | Quand le prestataire de paiement répond autre chose qu’un succès.",
    in: "deal",
    purpose: "service",
    serves: ["trust", "volume"],
    bundles: ["listing"],
    props: {
      failure_reason: oneOf(
        ["refused", "abandoned", "timeout", "fraud_suspected"],
        "Reason | Motif",
        "Why it did not go through. | Pourquoi il n’a pas abouti.",
      ),
    },
  }),
  event("Order Paid", {
    title: "Order paid | Commande payée",
    about: "A buyer paid for a listing. | Un acheteur a payé une annonce.",
    when: "On the server, once the payment is confirmed, once per order. | Côté serveur, une fois le paiement confirmé, une fois par commande.",
    in: "deal",
    purpose: "service",
    serves: ["commission", "volume", "commission_rate", "liquidity"],
    roles: ["purchase"],
    critical: true,
    bundles: ["listing"],
    props: {
      order_id: reference("MO-55021", "Order number | Numéro de commande", "As on the receipt. | Tel que sur le reçu."),
      total: withRole(
        "revenue",
        amount(
          124.9,
          "Amount paid | Montant payé",
          "By the buyer, fees and tax included. | Par l’acheteur, frais et taxes compris.",
        ),
      ),
      commission: amount(
        12.5,
        "Commission | Commission",
        "What the marketplace keeps, before tax. | Ce que garde la place de marché, hors taxes.",
      ),
      currency: currency(),
    },
  }),
  event("Order Received", {
    title: "Order received | Commande reçue",
    about: "A buyer confirmed that all is well. | Un acheteur a confirmé que tout va bien.",
    when: "When the buyer confirms, or when the time to complain is over. | À la confirmation de l’acheteur, ou à la fin du délai de réclamation.",
    in: "deal",
    purpose: "service",
    serves: ["trust", "disputes"],
    props: {
      order_id: reference("MO-55021", "Order number | Numéro de commande", "As on the receipt. | Tel que sur le reçu."),
      days_to_receive: whole(
        [0, 120],
        4,
        "Days taken | Délai en jours",
        "From the payment to the confirmation. | Du paiement à la confirmation.",
      ),
    },
  }),
];

export const MARKETPLACE_EVENTS: readonly EventDraft[] = [
  ...accountEvents({ arriving: ["supply", "retention"], returning: ["loyalty", "retention"] }, [
    "profile",
    "location",
    "payment_details",
  ]),
  ...SEARCH,
  ...SELLING_EVENTS,
  ...DEAL,
  ...TRUST_EVENTS,
  ...lifecycleEvents(
    ["loyalty", "retention"],
    ["trust", "disputes"],
    ["payment", "delivery", "listing", "fraud", "account"],
  ),
];
