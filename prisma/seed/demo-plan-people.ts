/** The demo shop's events about accounts, membership, e-mails and support. */

import type { PlanEvent } from "../../lib/plan/plan.ts";
import { event, onboarding, retention } from "./demo-plan-event.ts";
import { both, p } from "./demo-plan-parts.ts";

export const accountEvents: PlanEvent[] = [
  event("Signed Up", {
    title: both("Signed up", "Inscription"),
    says: both("A person created an account.", "Une personne a créé un compte."),
    when: both(
      "Once the account exists, not when the form opens.",
      "Une fois le compte créé, pas à l’ouverture du formulaire.",
    ),
    category: "cat_account",
    critical: true,
    roles: ["sign_up"],
    properties: [
      p(
        "method",
        both("How", "Comment"),
        { kind: "string", enum: ["email", "google", "apple"] },
        { required: true, ...onboarding },
        "prp_signup_method",
      ),
      p(
        "channel",
        both("Acquisition channel", "Canal d’acquisition"),
        { kind: "string", enum: ["search", "social", "email", "referral", "direct"] },
        {
          required: true,
          role: "channel",
          ...onboarding,
        },
        "prp_signup_channel",
      ),
    ],
    ...onboarding,
  }),
  event("Logged In", {
    title: both("Logged in", "Connexion"),
    says: both("A known person came back.", "Une personne connue est revenue."),
    when: both("After the credentials were accepted.", "Après acceptation des identifiants."),
    category: "cat_account",
    roles: ["log_in"],
    ...retention,
  }),
  event("Onboarding Step Completed", {
    title: both("Onboarding step completed", "Étape d’onboarding terminée"),
    says: both("One of three steps of the tour is done.", "Une des trois étapes de la visite est terminée."),
    when: both("When the step’s button is confirmed.", "À la validation du bouton de l’étape."),
    category: "cat_account",
    critical: true,
    roles: ["onboarding_step"],
    properties: [
      p(
        "step",
        both("Step, 1 to 3", "Étape, de 1 à 3"),
        { kind: "integer", minimum: 1, maximum: 3 },
        { required: true, examples: [2], ...onboarding },
      ),
    ],
    ...onboarding,
  }),
  event("List Saved", {
    title: both("List saved", "Liste enregistrée"),
    says: both(
      "A wish list was saved: the action that makes people stay.",
      "Une liste d’envies a été enregistrée : l’action qui fait rester.",
    ),
    when: both("When the list is stored on the server.", "Quand la liste est stockée sur le serveur."),
    category: "cat_account",
    critical: true,
    roles: ["key_value_action"],
    properties: [
      p(
        "items",
        both("Articles in the list", "Articles de la liste"),
        { kind: "integer", minimum: 1 },
        { required: true, ...onboarding },
      ),
    ],
    ...onboarding,
  }),
];

export const membershipEvents: PlanEvent[] = [
  event("Membership Started", {
    title: both("Membership started", "Abonnement commencé"),
    says: both("A person became a paying member.", "Une personne est devenue abonnée."),
    when: both("At the first successful payment.", "Au premier paiement réussi."),
    category: "cat_membership",
    properties: [
      p(
        "period",
        both("Billing period", "Période de facturation"),
        { kind: "string", enum: ["month", "year"] },
        { required: true, ...retention },
      ),
    ],
    ...retention,
  }),
  event("Membership Cancelled", {
    title: both("Membership cancelled", "Abonnement résilié"),
    says: both("A member ended the membership.", "Un abonné a mis fin à l’abonnement."),
    when: both("When the cancellation is confirmed.", "À la confirmation de la résiliation."),
    category: "cat_membership",
    properties: [
      p(
        "reason",
        both("Reason given", "Motif donné"),
        { kind: "string", nullable: true, maxLength: 500 },
        { required: true, ...retention },
      ),
    ],
    ...retention,
  }),
];

export const lifecycleEvents: PlanEvent[] = [
  event("Email Sent", {
    title: both("E-mail sent", "E-mail envoyé"),
    says: both("A campaign e-mail left.", "Un e-mail de campagne est parti."),
    when: both("When the provider accepts it.", "Quand le prestataire l’accepte."),
    category: "cat_lifecycle",
    sources: ["shop-server"],
    roles: ["email_sent"],
    properties: [
      p(
        "campaign",
        both("Campaign", "Campagne"),
        { kind: "string", minLength: 1 },
        { required: true, ...retention },
        "prp_email_campaign",
      ),
    ],
    ...retention,
  }),
  event("Email Opened", {
    title: both("E-mail opened", "E-mail ouvert"),
    says: both("A campaign e-mail was opened.", "Un e-mail de campagne a été ouvert."),
    when: both("When the provider reports it.", "Quand le prestataire le signale."),
    category: "cat_lifecycle",
    sources: ["shop-server"],
    roles: ["email_opened"],
    properties: [
      p(
        "campaign",
        both("Campaign", "Campagne"),
        { kind: "string", minLength: 1 },
        { required: true, ...retention },
        "prp_email_opened_campaign",
      ),
    ],
    ...retention,
  }),
  event("Unsubscribed", {
    title: both("Unsubscribed", "Désabonnement"),
    says: both("A person refused further e-mails.", "Une personne refuse d’autres e-mails."),
    when: both("When the refusal is stored.", "Quand le refus est enregistré."),
    category: "cat_lifecycle",
    critical: true,
    roles: ["unsubscribe"],
    ...retention,
  }),
  event("Support Requested", {
    title: both("Support requested", "Demande d’assistance"),
    says: both("A person asked for help.", "Une personne a demandé de l’aide."),
    when: both("When the ticket is created.", "À la création du ticket."),
    category: "cat_lifecycle",
    roles: ["support_request"],
    properties: [
      p(
        "topic",
        both("Topic", "Sujet"),
        { kind: "string", enum: ["delivery", "return", "product", "account"] },
        { required: true, ...retention },
      ),
    ],
    ...retention,
  }),
  event("Rating Given", {
    title: both("Rating given", "Note donnée"),
    says: both("A customer rated an order.", "Un client a noté une commande."),
    when: both("When the rating is stored.", "Quand la note est enregistrée."),
    category: "cat_lifecycle",
    roles: ["satisfaction_answer"],
    properties: [
      p(
        "score",
        both("Score, 1 to 5", "Note, de 1 à 5"),
        { kind: "integer", minimum: 1, maximum: 5 },
        { required: true, role: "score", ...retention },
      ),
    ],
    ...retention,
  }),
];
