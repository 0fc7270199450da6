/** Fintech: opening an account, proving who one is, paying with it. */

import { type EventDraft, event } from "../build.ts";
import { channel } from "../kit.ts";
import { flag, oneOf, optional, whole } from "../property-draft.ts";

export const FINTECH_ACCOUNT_EVENTS: readonly EventDraft[] = [
  event("Signed Up", {
    title: "Signed up | Inscription",
    about:
      "A person opened a customer file; no account number exists yet. | Une personne a ouvert un dossier client ; aucun compte n’existe encore.",
    when: "On the server, once the e-mail address is confirmed. | Côté serveur, une fois l’adresse e-mail confirmée.",
    in: "opening",
    serves: ["verification", "verified_rate"],
    roles: ["sign_up"],
    critical: true,
    props: {
      channel: channel(),
      customer_type: oneOf(
        ["individual", "freelancer", "company"],
        "Type of customer | Type de client",
        "What was chosen on the first screen. | Ce qui a été choisi sur le premier écran.",
      ),
    },
  }),
  event("Logged In", {
    title: "Logged in | Connexion",
    about: "A known customer came back. | Un client connu est revenu.",
    when: "After strong authentication succeeded, once per session. | Après une authentification forte réussie, une fois par session.",
    in: "opening",
    serves: ["winback", "churn_rate"],
    roles: ["log_in"],
    purpose: "service",
    props: {
      method: oneOf(
        ["biometrics", "code", "password"],
        "Means of authentication | Moyen d’authentification",
        "What the customer proved their identity with. | Ce avec quoi le client a prouvé son identité.",
      ),
    },
  }),
  event("Verification Step Completed", {
    title: "Verification step completed | Étape de vérification terminée",
    about:
      "One of the four steps of the identity check is done. | L’une des quatre étapes du contrôle d’identité est terminée.",
    when: "When the server accepts the step, not when the button is pressed. | Quand le serveur accepte l’étape, pas à l’appui sur le bouton.",
    in: "opening",
    serves: ["verification", "verified_rate"],
    roles: ["onboarding_step"],
    critical: true,
    purpose: "identity",
    props: {
      step: whole([1, 4], 1, "Step, 1 to 4 | Étape, de 1 à 4", "Its place in the check. | Sa place dans le contrôle."),
      step_name: oneOf(
        ["details", "document", "selfie", "address"],
        "Name of the step | Nom de l’étape",
        "What was asked for. | Ce qui était demandé.",
      ),
      attempts: whole(
        [1, 20],
        1,
        "Attempts | Tentatives",
        "How often the step was tried, the good one included. | Nombre d’essais de l’étape, le bon compris.",
      ),
    },
  }),
  event("Identity Checked", {
    title: "Identity checked | Identité contrôlée",
    about:
      "The check has an outcome: the account can be opened, or not. | Le contrôle a une issue : le compte peut être ouvert, ou non.",
    when: "When the outcome is stored, whether automatic or by an officer. | Quand l’issue est enregistrée, qu’elle soit automatique ou due à un agent.",
    in: "opening",
    serves: ["verification", "verified_rate"],
    owner: "Risk",
    critical: true,
    purpose: "identity",
    props: {
      outcome: oneOf(
        ["accepted", "refused", "manual_review"],
        "Outcome | Issue",
        "What the check concluded. | Ce que le contrôle a conclu.",
      ),
      reason_group: optional(
        oneOf(
          ["document_unreadable", "document_expired", "face_mismatch", "sanctions_list", "other"],
          "Group of reasons | Famille de motifs",
          "Why it was not accepted at once; absent when it was. | Pourquoi il n’a pas été accepté d’emblée ; absent s’il l’a été.",
        ),
      ),
    },
  }),
  event("Money Added", {
    title: "Money added | Argent versé",
    about:
      "Money came in from outside: the account begins to live. | De l’argent est arrivé de l’extérieur : le compte commence à vivre.",
    when: "When the incoming amount is booked on the ledger. | Quand le montant entrant est inscrit en compte.",
    in: "daily",
    serves: ["main_account", "active_payers"],
    owner: "Payments",
    critical: true,
    bundles: ["operation"],
    props: {
      is_salary: flag(
        "Salary | Salaire",
        "True when the transfer is recognised as a salary. | Vrai quand le virement est reconnu comme un salaire.",
      ),
    },
  }),
  event("Card Activated", {
    title: "Card activated | Carte activée",
    about: "A card can be paid with. | Une carte peut servir à payer.",
    when: "When the card processor confirms the activation. | Quand le processeur de cartes confirme l’activation.",
    in: "daily",
    serves: ["main_account", "active_payers"],
    owner: "Payments",
    props: {
      card_form: oneOf(
        ["virtual", "physical"],
        "Form of the card | Forme de la carte",
        "Virtual in the phone, or physical by post. | Virtuelle dans le téléphone, ou physique par courrier.",
      ),
      days_waited: whole(
        [0, 90],
        4,
        "Days waited | Jours d’attente",
        "From order to activation. | De la commande à l’activation.",
      ),
    },
  }),
  event("Payment Made", {
    title: "Payment made | Paiement effectué",
    about:
      "The customer paid somebody: the action that makes the account theirs. | Le client a payé quelqu’un : l’action qui fait de ce compte le sien.",
    when: "When the payment is authorised and booked, from the server. | Quand le paiement est autorisé et inscrit en compte, depuis le serveur.",
    in: "daily",
    serves: ["main_account", "declines", "active_payers", "acceptance"],
    owner: "Payments",
    roles: ["key_value_action"],
    critical: true,
    bundles: ["operation"],
    props: {
      is_abroad: flag(
        "Abroad | À l’étranger",
        "True when the payee is in another country. | Vrai quand le bénéficiaire est dans un autre pays.",
      ),
    },
  }),
  event("Payment Refused", {
    title: "Payment refused | Paiement refusé",
    about: "A payment the customer wanted did not go through. | Un paiement voulu par le client n’est pas passé.",
    when: "When the authorisation answers with a refusal. | Quand l’autorisation répond par un refus.",
    in: "daily",
    serves: ["declines", "acceptance"],
    owner: "Payments",
    bundles: ["operation"],
    props: {
      refusal_reason: oneOf(
        ["insufficient_funds", "limit_reached", "wrong_code", "suspected_fraud", "technical"],
        "Reason of the refusal | Motif du refus",
        "The processor’s code, grouped in five. | Le code du processeur, regroupé en cinq motifs.",
      ),
    },
  }),
  event("Fraud Alert Answered", {
    title: "Fraud alert answered | Réponse à une alerte de fraude",
    about:
      "The customer said whether a suspicious payment was theirs. | Le client a dit si un paiement suspect venait de lui.",
    when: "When the answer reaches the server. | Quand la réponse parvient au serveur.",
    in: "daily",
    serves: ["declines", "acceptance"],
    owner: "Risk",
    purpose: "fraud",
    props: {
      recognised: flag(
        "Payment recognised | Paiement reconnu",
        "True when the customer made it: the alert was a false one. | Vrai quand le client en est l’auteur : l’alerte était infondée.",
      ),
      seconds_to_answer: whole(
        [0, 604_800],
        42,
        "Seconds to the answer | Secondes avant la réponse",
        "From the alert to the answer. | De l’alerte à la réponse.",
      ),
    },
  }),
  event("Savings Goal Created", {
    title: "Savings goal created | Objectif d’épargne créé",
    about: "A customer set money aside for a purpose. | Un client met de l’argent de côté dans un but précis.",
    when: "When the goal is stored with its monthly amount. | Quand l’objectif est enregistré avec son montant mensuel.",
    in: "daily",
    serves: ["main_account", "active_payers"],
    owner: "Growth",
    props: {
      goal_kind: oneOf(
        ["emergency", "travel", "home", "retirement", "other"],
        "Kind of goal | Type d’objectif",
        "Chosen from a list, never typed. | Choisi dans une liste, jamais saisi.",
      ),
      months_planned: whole(
        [1, 600],
        12,
        "Months planned | Mois prévus",
        "Until the goal is to be reached. | Jusqu’à l’échéance de l’objectif.",
      ),
    },
  }),
];
