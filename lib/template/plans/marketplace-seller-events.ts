/** Events of a marketplace's sellers, and of the trust between members. */

import { type EventDraft, event } from "../build.ts";
import { currency } from "../kit.ts";
import { amount, oneOf, reference, whole } from "../property-draft.ts";

export const SELLING_EVENTS: readonly EventDraft[] = [
  event("Listing Started", {
    title: "Listing started | Annonce commencée",
    about: "A seller began to describe something. | Un vendeur a commencé à décrire quelque chose.",
    when: "When the category is chosen. | Au choix de la catégorie.",
    in: "selling",
    owner: "Supply",
    serves: ["supply", "liquidity"],
    props: {
      listing_category: oneOf(
        ["home", "vehicles", "fashion", "electronics", "leisure", "services"],
        "Category | Catégorie",
        "First level of the categories. | Premier niveau des catégories.",
      ),
    },
  }),
  event("Listing Published", {
    title: "Listing published | Annonce publiée",
    about: "A listing can be found by buyers. | Une annonce peut être trouvée par les acheteurs.",
    when: "On the server, once moderation lets it through. | Côté serveur, une fois passée la modération.",
    in: "selling",
    owner: "Supply",
    serves: ["supply", "liquidity"],
    critical: true,
    bundles: ["listing"],
    props: {
      photo_count: whole([0, 30], 5, "Photographs | Photos", "How many pictures it shows. | Nombre de photos."),
    },
  }),
  event("Listing Promoted", {
    title: "Listing promoted | Annonce mise en avant",
    about: "A seller paid to be seen more. | Un vendeur a payé pour être davantage vu.",
    when: "When the promotion starts. | Au début de la mise en avant.",
    in: "selling",
    owner: "Supply",
    purpose: "service",
    serves: ["commission", "commission_rate"],
    bundles: ["listing"],
    props: {
      promotion_price: amount(4.9, "Price of the promotion | Prix de la mise en avant", "With tax. | Taxes comprises."),
      currency: currency(),
    },
  }),
  event("Listing Withdrawn", {
    title: "Listing withdrawn | Annonce retirée",
    about: "A listing left without being sold here. | Une annonce est partie sans avoir été vendue ici.",
    when: "When the seller confirms the withdrawal. | À la confirmation du retrait par le vendeur.",
    in: "selling",
    owner: "Supply",
    serves: ["supply", "liquidity"],
    bundles: ["listing"],
    props: {
      withdrawal_reason: oneOf(
        ["sold_elsewhere", "kept", "no_contact", "price", "other"],
        "Reason | Motif",
        "As chosen by the seller. | Choisi par le vendeur.",
      ),
    },
  }),
  event("Payout Sent", {
    title: "Payout sent | Versement effectué",
    about: "The money of a sale left for the seller. | L’argent d’une vente est parti vers le vendeur.",
    when: "On the server, when the bank accepts the transfer. | Côté serveur, quand la banque accepte le virement.",
    in: "selling",
    owner: "Finance",
    purpose: "service",
    serves: ["commission", "commission_rate"],
    props: {
      order_id: reference("MO-55021", "Order number | Numéro de commande", "As on the receipt. | Tel que sur le reçu."),
      payout_amount: amount(
        108,
        "Amount paid out | Montant versé",
        "What the seller receives. | Ce que reçoit le vendeur.",
      ),
      currency: currency(),
    },
  }),
];

export const TRUST_EVENTS: readonly EventDraft[] = [
  event("Identity Verified", {
    title: "Identity verified | Identité vérifiée",
    about: "A document of identity was accepted. | Une pièce d’identité a été acceptée.",
    when: "When the checking service says so. | Quand le service de contrôle l’annonce.",
    in: "trust",
    owner: "Trust",
    purpose: "service",
    privacy: "personal",
    serves: ["trust", "disputes"],
    props: {
      document: oneOf(
        ["identity_card", "passport", "company_register"],
        "Document | Pièce",
        "Kind of document, never its number. | Type de pièce, jamais son numéro.",
      ),
    },
  }),
  event("Member Rated", {
    title: "Member rated | Membre noté",
    about: "A member rated the other after a deal. | Un membre a noté l’autre après un accord.",
    when: "When the rating is stored. | À l’enregistrement de la note.",
    in: "trust",
    owner: "Trust",
    serves: ["trust", "retention"],
    bundles: ["conversation"],
    props: { stars: whole([1, 5], 5, "Stars | Étoiles", "From 1 to 5. | De 1 à 5.") },
  }),
  event("Listing Reported", {
    title: "Listing reported | Annonce signalée",
    about: "A member found a listing suspicious. | Un membre a trouvé une annonce suspecte.",
    when: "When the report is stored. | À l’enregistrement du signalement.",
    in: "trust",
    owner: "Trust",
    serves: ["trust"],
    bundles: ["listing"],
    props: {
      report_reason: oneOf(
        ["fraud", "counterfeit", "forbidden", "wrong_category", "duplicate"],
        "Reason | Motif",
        "As chosen by the member. | Choisi par le membre.",
      ),
    },
  }),
  event("Dispute Opened", {
    title: "Dispute opened | Litige ouvert",
    about:
      "A buyer or seller asked the marketplace to step in. | Un acheteur ou un vendeur a demandé l’intervention de la place de marché.",
    when: "When the file is opened. | À l’ouverture du dossier.",
    in: "trust",
    owner: "Trust",
    purpose: "service",
    serves: ["trust", "disputes"],
    critical: true,
    bundles: ["conversation"],
    props: {
      order_id: reference("MO-55021", "Order number | Numéro de commande", "As on the receipt. | Tel que sur le reçu."),
      dispute_reason: oneOf(
        ["not_received", "not_as_described", "damaged", "not_paid"],
        "Reason | Motif",
        "As stated at the opening. | Donné à l’ouverture.",
      ),
    },
  }),
];
