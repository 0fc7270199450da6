/** Lead generation: from the lead to the contract, and what keeps the contact alive. */

import { type EventDraft, event } from "../build.ts";
import { currency, lifecycleEvents } from "../kit.ts";
import { amount, flag, oneOf, reference, whole, withRole } from "../property-draft.ts";

export const LEAD_SALES_EVENTS: readonly EventDraft[] = [
  event("Logged In", {
    title: "Logged in | Connexion",
    about:
      "A lead opened the client area to follow a request. | Un prospect a ouvert l’espace client pour suivre une demande.",
    when: "After the link or the password was accepted. | Une fois le lien ou le mot de passe accepté.",
    in: "sales",
    serves: ["follow_up", "engaged_leads"],
    roles: ["log_in"],
  }),
  event("Lead Qualified", {
    title: "Lead qualified | Prospect qualifié",
    about:
      "Somebody judged whether the lead is worth a conversation. | Quelqu’un a jugé si le prospect mérite un échange.",
    when: "When the stage changes in the sales tool, by rule or by hand. | Au changement d’étape dans l’outil commercial, par règle ou à la main.",
    in: "sales",
    owner: "Sales",
    purpose: "request",
    serves: ["budget", "follow_up", "qualification", "cost_per_lead"],
    critical: true,
    bundles: ["deal"],
    props: {
      verdict: oneOf(
        ["qualified", "too_early", "wrong_fit", "unreachable"],
        "Verdict | Verdict",
        "What was decided. | Ce qui a été décidé.",
      ),
      lead_points: whole(
        [0, 100],
        64,
        "Points | Points",
        "Of the scoring rules, from 0 to 100. | Selon les règles de notation, de 0 à 100.",
      ),
      hours_to_answer: whole(
        [0, 2000],
        5,
        "Hours to the first answer | Heures avant la première réponse",
        "Working hours since the lead was created. | Heures ouvrées depuis la création du prospect.",
      ),
    },
  }),
  event("Meeting Booked", {
    title: "Meeting booked | Rendez-vous pris",
    about: "A lead and a salesperson agreed on a time. | Un prospect et un commercial sont convenus d’un moment.",
    when: "When the calendar confirms the slot. | Quand l’agenda confirme le créneau.",
    in: "sales",
    owner: "Sales",
    purpose: "request",
    serves: ["follow_up", "qualification"],
    bundles: ["deal"],
    props: {
      meeting_form: oneOf(
        ["video", "phone", "on_site"],
        "Form of the meeting | Forme du rendez-vous",
        "How they will meet. | Comment ils se verront.",
      ),
      is_self_booked: flag(
        "Booked alone | Pris en autonomie",
        "True when the lead chose the slot on the site. | Vrai quand le prospect a choisi le créneau sur le site.",
      ),
    },
  }),
  event("Meeting Closed", {
    title: "Meeting closed | Rendez-vous clos",
    about:
      "The meeting took place, or the lead did not come. | Le rendez-vous a eu lieu, ou le prospect n’est pas venu.",
    when: "When the salesperson closes the meeting in the sales tool. | Quand le commercial clôt le rendez-vous dans l’outil commercial.",
    in: "sales",
    owner: "Sales",
    purpose: "request",
    serves: ["follow_up", "qualification"],
    bundles: ["deal"],
    props: {
      has_come: flag("Lead came | Prospect présent", "False for a missed meeting. | Faux pour un rendez-vous manqué."),
    },
  }),
  event("Quote Requested", {
    title: "Quote requested | Devis demandé",
    about:
      "A lead asked for a price for a need that is described. | Un prospect a demandé un prix pour un besoin décrit.",
    when: "When the request is stored with at least one service. | Quand la demande est enregistrée avec au moins un service.",
    in: "sales",
    owner: "Sales",
    purpose: "request",
    serves: ["follow_up", "win_rate"],
    roles: ["add_to_cart"],
    critical: true,
    bundles: ["deal", "offer"],
  }),
  event("Quote Sent", {
    title: "Quote sent | Devis envoyé",
    about: "A priced proposal left for the lead. | Une proposition chiffrée est partie vers le prospect.",
    when: "When the sales tool sends it; a new version is a new event. | Quand l’outil commercial l’envoie ; une nouvelle version est un nouvel événement.",
    in: "sales",
    owner: "Sales",
    purpose: "request",
    serves: ["follow_up", "win_rate"],
    bundles: ["deal", "offer"],
    props: {
      quoted_amount: amount(
        5200,
        "Amount quoted | Montant du devis",
        "Without tax, for the whole contract. | Hors taxes, pour tout le contrat.",
      ),
      currency: currency(),
      days_to_quote: whole(
        [0, 365],
        3,
        "Days to the quote | Jours avant le devis",
        "Since it was asked for. | Depuis la demande.",
      ),
    },
  }),
  event("Contract Signed", {
    title: "Contract signed | Contrat signé",
    about: "The lead became a client. | Le prospect est devenu client.",
    when: "On the server, when the last signature is in. | Côté serveur, à la dernière signature.",
    in: "sales",
    owner: "Sales",
    purpose: "service",
    serves: ["budget", "follow_up", "signed_revenue", "win_rate"],
    roles: ["purchase"],
    critical: true,
    bundles: ["deal", "offer"],
    props: {
      contract_id: reference(
        "CT-20417",
        "Contract number | Numéro de contrat",
        "As on the contract. | Tel que sur le contrat.",
      ),
      contract_value: withRole(
        "revenue",
        amount(
          4900,
          "Contract value | Valeur du contrat",
          "Without tax, for its whole duration. | Hors taxes, pour toute sa durée.",
        ),
      ),
      currency: currency(),
      months_committed: whole([1, 120], 12, "Duration | Durée", "In months. | En mois."),
    },
  }),
  event("Deal Lost", {
    title: "Deal lost | Affaire perdue",
    about:
      "The lead preferred a competitor, or gave the project up. | Le prospect a préféré un concurrent, ou a renoncé.",
    when: "When the salesperson closes the deal with a reason. | Quand le commercial clôt l’affaire avec un motif.",
    in: "sales",
    owner: "Sales",
    purpose: "request",
    serves: ["follow_up", "win_rate"],
    bundles: ["deal"],
    props: {
      loss_reason: oneOf(
        ["price", "competitor", "timing", "no_decision", "no_answer", "missing_service"],
        "Reason | Motif",
        "Chosen from a list by the salesperson. | Choisi dans une liste par le commercial.",
      ),
    },
  }),
];

export const LEAD_LIFECYCLE_EVENTS = lifecycleEvents(
  ["content", "engaged_leads"],
  ["follow_up", "win_rate"],
  ["quote", "meeting", "contract", "document", "other"],
);
