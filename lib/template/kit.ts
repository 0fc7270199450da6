/** What most industries share: why data is processed, signing up and coming back, e-mails, help, opinions. */

import type { Purpose } from "../plan/plan-settings.ts";
import { type Both, inBoth } from "./both.ts";
import { type EventDraft, event } from "./build.ts";
import { flag, moment, oneOf, type PropertyDraft, personal, text, trait, whole, withRole } from "./property-draft.ts";

function purpose(key: string, name: Both, about: Both, more: Pick<Purpose, "legalBasis" | "retentionDays">): Purpose {
  return { key, name: inBoth(name), description: inBoth(about), recipients: [], ...more };
}

/** Keys: `service`, `measurement`, `marketing`. */
export const PURPOSES: readonly Purpose[] = [
  purpose(
    "service",
    "Running the service | Fonctionnement du service",
    "What the contract with the person cannot be fulfilled without. | Ce sans quoi le contrat avec la personne ne peut pas être exécuté.",
    { legalBasis: "contract", retentionDays: 1095 },
  ),
  purpose(
    "measurement",
    "Measuring and improving | Mesure et amélioration",
    "Understanding how the product is used, to make it better. | Comprendre l’usage du produit pour l’améliorer.",
    { legalBasis: "consent", retentionDays: 395 },
  ),
  purpose(
    "marketing",
    "Messages and campaigns | Messages et campagnes",
    "Writing to people who agreed to it, and knowing what they read. | Écrire aux personnes qui l’ont accepté, et savoir ce qu’elles lisent.",
    { legalBasis: "consent", retentionDays: 1095 },
  ),
];

const CHANNELS = ["search", "social", "email", "referral", "partner", "direct"] as const;

export function channel(): PropertyDraft {
  return withRole(
    "channel",
    oneOf(
      CHANNELS,
      "Acquisition channel | Canal d’acquisition",
      "Where the person came from the first time. | D’où la personne est venue la première fois.",
    ),
  );
}

export function currency(): PropertyDraft {
  return withRole(
    "currency",
    oneOf(
      ["EUR", "USD", "GBP", "CHF", "CAD"],
      "Currency | Devise",
      "Currency of the amounts beside it, as in ISO 4217. | Devise des montants voisins, selon ISO 4217.",
    ),
  );
}

export interface AccountServes {
  /** Served by arriving: sign-up and onboarding. */
  readonly arriving: readonly string[];
  /** Served by coming back. */
  readonly returning: readonly string[];
}

/** Signing up and in, and the steps of an onboarding with the given names; the category is `account`. */
export function accountEvents(serves: AccountServes, steps: readonly [string, ...string[]]): readonly EventDraft[] {
  return [
    event("Signed Up", {
      title: "Signed up | Inscription",
      about: "A person created an account. | Une personne a créé un compte.",
      when: "On the server, once the account exists; not when the form opens. | Côté serveur, une fois le compte créé ; pas à l’ouverture du formulaire.",
      in: "account",
      serves: serves.arriving,
      roles: ["sign_up"],
      critical: true,
      props: {
        method: oneOf(
          ["email", "google", "apple", "sso"],
          "Method | Méthode",
          "How the account was created. | Comment le compte a été créé.",
        ),
        channel: channel(),
      },
    }),
    event("Logged In", {
      title: "Logged in | Connexion",
      about: "A known person opened a session. | Une personne connue a ouvert une session.",
      when: "After the credentials were accepted; not when a session is resumed. | Une fois les identifiants acceptés ; pas à la reprise d’une session.",
      in: "account",
      serves: serves.returning,
      roles: ["log_in"],
    }),
    event("Onboarding Step Completed", {
      title: "Onboarding step completed | Étape d’onboarding terminée",
      about:
        "One of the first steps that make the product useful is done. | Une des premières étapes qui rendent le produit utile est faite.",
      when: "When the step is validated, once per person and step. | À la validation de l’étape, une fois par personne et par étape.",
      in: "account",
      serves: serves.arriving,
      roles: ["onboarding_step"],
      critical: true,
      props: {
        step_name: oneOf(steps, "Step | Étape", "The step that is done. | L’étape terminée."),
        step_number: whole(
          [1, steps.length],
          1,
          "Position of the step | Rang de l’étape",
          "Its place in the onboarding, from 1. | Sa place dans l’onboarding, à partir de 1.",
        ),
      },
    }),
  ];
}

const campaign = (): PropertyDraft =>
  text(
    "autumn-news",
    "Campaign | Campagne",
    "Name of the campaign in the mailing tool. | Nom de la campagne dans l’outil d’envoi.",
  );

/** E-mails, help and opinions; the category is `lifecycle`. */
export function lifecycleEvents(
  serves: readonly string[],
  help: readonly string[],
  topics: readonly [string, ...string[]],
): readonly EventDraft[] {
  return [
    event("Email Sent", {
      title: "E-mail sent | E-mail envoyé",
      about: "A campaign e-mail left for a person. | Un e-mail de campagne est parti vers une personne.",
      when: "When the mailing provider accepts the message. | Quand le prestataire d’envoi accepte le message.",
      in: "lifecycle",
      owner: "Lifecycle",
      purpose: "marketing",
      serves,
      roles: ["email_sent"],
      props: { campaign: campaign() },
    }),
    event("Email Opened", {
      title: "E-mail opened | E-mail ouvert",
      about: "A campaign e-mail was opened. | Un e-mail de campagne a été ouvert.",
      when: "When the mailing provider reports the first opening. | Quand le prestataire d’envoi signale la première ouverture.",
      in: "lifecycle",
      owner: "Lifecycle",
      purpose: "marketing",
      serves,
      roles: ["email_opened"],
      props: { campaign: campaign() },
    }),
    event("Unsubscribed", {
      title: "Unsubscribed | Désabonnement",
      about:
        "A person refused further campaign e-mails. | Une personne refuse de recevoir d’autres e-mails de campagne.",
      when: "When the refusal is stored, whatever the way. | Quand le refus est enregistré, quel qu’en soit le moyen.",
      in: "lifecycle",
      owner: "Lifecycle",
      purpose: "marketing",
      serves,
      roles: ["unsubscribe"],
    }),
    event("Support Requested", {
      title: "Support requested | Demande d’assistance",
      about: "A person asked for help. | Une personne a demandé de l’aide.",
      when: "When the ticket is created, by form, chat or telephone. | À la création du ticket, par formulaire, chat ou téléphone.",
      in: "lifecycle",
      owner: "Support",
      purpose: "service",
      serves: help,
      roles: ["support_request"],
      props: { topic: oneOf(topics, "Topic | Sujet", "What the request is about. | L’objet de la demande.") },
    }),
    event("Satisfaction Answered", {
      title: "Satisfaction answered | Réponse de satisfaction",
      about: "A person answered a one-question survey. | Une personne a répondu à une enquête d’une question.",
      when: "When the answer is stored; closing the survey is no answer. | À l’enregistrement de la réponse ; fermer l’enquête n’en est pas une.",
      in: "lifecycle",
      owner: "Support",
      serves: help,
      roles: ["satisfaction_answer"],
      props: {
        survey: oneOf(["csat", "nps", "ces"], "Survey | Enquête", "Which question was asked. | La question posée."),
        score: withRole(
          "score",
          whole([0, 10], 8, "Score | Note", "The answer, from 0 to 10. | La réponse, de 0 à 10."),
        ),
      },
    }),
  ];
}

/** The event of experiments: who saw which variant. */
export function experimentViewed(category: string, serves: readonly string[]): EventDraft {
  return event("Experiment Viewed", {
    title: "Experiment viewed | Expérience vue",
    about: "A person was shown a variant of an experiment. | Une personne a vu une variante d’une expérience.",
    when: "When the variant is drawn on screen, once per person and experiment. | À l’affichage de la variante, une fois par personne et par expérience.",
    in: category,
    serves,
    roles: ["exposure"],
    props: {
      experiment: text("shorter-form", "Experiment | Expérience", "Key of the experiment. | Clé de l’expérience."),
      variant: withRole(
        "variant",
        oneOf(["control", "treatment"], "Variant | Variante", "What the person saw. | Ce que la personne a vu."),
      ),
    },
  });
}

/** Traits of a person that every industry segments by; `subscription` lists the states, `trial` among them. */
export const personTraits = (subscription: readonly ["none" | "free", "trial", ...string[]]) => ({
  email: trait(
    "customer_data",
    personal("service", {
      type: { kind: "string", format: "email" },
      name: "E-mail address | Adresse e-mail",
      about: "Where the account is reached. | Où joindre le titulaire du compte.",
      example: "ada@example.com",
    }),
  ),
  subscription: trait(
    "customer_data",
    withRole(
      "subscription",
      oneOf(
        subscription,
        "Subscription | Abonnement",
        "State of the subscription today. | État de l’abonnement aujourd’hui.",
      ),
    ),
  ),
  signed_up_at: trait(
    "customer_data",
    moment(
      "2026-01-15T09:30:00Z",
      "Signed up on | Date d’inscription",
      "When the account was created. | Quand le compte a été créé.",
    ),
  ),
  marketing_consent: trait(
    "customer_data",
    flag(
      "Agreed to e-mails | Accepte les e-mails",
      "Whether campaigns may be sent. | Si des campagnes peuvent être envoyées.",
    ),
  ),
  country: trait(
    "demographic",
    oneOf(
      ["FR", "BE", "CH", "CA", "GB", "US", "DE", "ES", "IT"],
      "Country | Pays",
      "Country of residence, as in ISO 3166. | Pays de résidence, selon ISO 3166.",
    ),
  ),
  acquisition_channel: trait(
    "behavioural",
    withRole(
      "channel",
      oneOf(
        CHANNELS,
        "First channel | Premier canal",
        "Where the person came from the first time. | D’où la personne est venue la première fois.",
      ),
    ),
  ),
  main_device: trait(
    "technographic",
    oneOf(
      ["phone", "computer", "tablet"],
      "Main device | Appareil principal",
      "The device used most over the last 28 days. | L’appareil le plus utilisé sur les 28 derniers jours.",
    ),
  ),
  nps: trait(
    "psychographic",
    withRole(
      "score",
      whole(
        [0, 10],
        9,
        "Would recommend | Recommanderait",
        "Last answer, from 0 to 10. | Dernière réponse, de 0 à 10.",
      ),
    ),
  ),
});
