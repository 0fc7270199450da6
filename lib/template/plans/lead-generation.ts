/** A company that sells services by conversation: campaigns, content, forms, quotes, contracts. */

import { defineTemplate } from "../build.ts";
import { PURPOSES, personTraits } from "../kit.ts";
import { oneOf, personal, reference, text, trait, whole } from "../property-draft.ts";
import { LEAD_LIFECYCLE_EVENTS, LEAD_SALES_EVENTS } from "./lead-generation-sales-events.ts";
import { LEAD_SITE_EVENTS } from "./lead-generation-site-events.ts";

export const leadGeneration = defineTemplate({
  key: "lead-generation",
  name: "Lead generation | Génération de prospects",
  about:
    "Services sold by conversation: campaigns, content, forms, qualification, quotes, contracts. | Services vendus par échange : campagnes, contenus, formulaires, qualification, devis, contrats.",
  person: "Contact number of the sales tool | Numéro de contact de l’outil de vente",
  owner: "Marketing",
  purposes: [
    ...PURPOSES,
    {
      key: "request",
      name: { en: "Answering requests", fr: "Réponse aux demandes" },
      description: {
        en: "Following up what people asked for, up to a quote.",
        fr: "Donner suite aux demandes des personnes, jusqu’au devis.",
      },
      legalBasis: "legitimate_interests",
      recipients: [],
      retentionDays: 1095,
    },
  ],
  decisions: {
    budget: {
      name: "Where to spend the campaign budget | Où dépenser le budget des campagnes",
      about:
        "Monthly, by what a signed contract costs per channel. | Chaque mois, selon le coût d’un contrat signé par canal.",
      owner: "Marketing",
    },
    pages: {
      name: "Which pages to rewrite, and what to test on them | Quelles pages réécrire, et qu’y tester",
      about:
        "Every two weeks, from visits that led nowhere. | Toutes les deux semaines, d’après les visites restées sans suite.",
      owner: "Marketing",
    },
    content: {
      name: "Which guides, cases and webinars to produce next | Quels guides, cas et webinaires produire ensuite",
      about:
        "Quarterly, by what signed clients had consulted. | Chaque trimestre, selon ce que les clients signés avaient consulté.",
      owner: "Content",
    },
    forms: {
      name: "Which questions to ask, and when | Quelles questions poser, et à quel moment",
      about:
        "Monthly, from the fields where people give up. | Chaque mois, d’après les champs où les personnes renoncent.",
      owner: "Marketing",
    },
    follow_up: {
      name: "Whom to call first, and whom to let ripen | Qui appeler d’abord, et qui laisser mûrir",
      about: "Weekly, with the salespeople. | Chaque semaine, avec les commerciaux.",
      owner: "Sales",
    },
  },
  metrics: {
    signed_revenue: {
      name: "Signed revenue | Chiffre d’affaires signé",
      about: "What new contracts are worth. | Ce que valent les nouveaux contrats.",
      formula: "Sum of contract values. | Somme des valeurs de contrat.",
      owner: "Finance",
      decisions: ["budget", "follow_up"],
    },
    win_rate: {
      name: "Win rate | Taux de signature",
      about: "Quotes that become contracts. | Devis qui deviennent des contrats.",
      formula:
        "Leads with a contract, over leads with a quote, within 90 days. | Prospects avec un contrat, sur prospects avec un devis, en 90 jours.",
      owner: "Sales",
      decisions: ["follow_up"],
      parent: "signed_revenue",
    },
    qualification: {
      name: "Qualification rate | Taux de qualification",
      about: "Leads worth a conversation. | Prospects qui méritent un échange.",
      formula:
        "Leads qualified, over leads created, per channel. | Prospects qualifiés, sur prospects créés, par canal.",
      owner: "Sales",
      decisions: ["forms", "follow_up"],
      parent: "signed_revenue",
    },
    lead_rate: {
      name: "Lead rate | Taux de prospects",
      about: "Visitors who leave an address. | Visiteurs qui laissent leurs coordonnées.",
      formula:
        "Leads created, over visitors of a landing page or an offer. | Prospects créés, sur visiteurs d’une page d’atterrissage ou d’une offre.",
      owner: "Marketing",
      decisions: ["pages", "forms"],
      parent: "qualification",
    },
    engaged_leads: {
      name: "Engaged leads | Prospects engagés",
      about: "Leads who keep coming back to learn. | Prospects qui reviennent s’informer.",
      formula:
        "Three resources consulted within 7 days of becoming a lead. | Trois ressources consultées dans les 7 jours suivant la création du prospect.",
      owner: "Content",
      decisions: ["content"],
      parent: "qualification",
    },
    cost_per_lead: {
      name: "Cost per qualified lead | Coût par prospect qualifié",
      about: "What a worthwhile conversation costs. | Ce que coûte un échange utile.",
      formula:
        "Campaign spending, divided by leads qualified, per channel. | Dépenses de campagne, divisées par les prospects qualifiés, par canal.",
      owner: "Marketing",
      decisions: ["budget"],
    },
  },
  categories: {
    site: ["Site | Site", "Landing pages, offers, experiments. | Pages d’atterrissage, offres, expériences."],
    content: ["Content | Contenus", "Guides, questions, estimates. | Guides, questions, estimations."],
    capture: [
      "Capture | Formulaires",
      "Forms, from the first field to the lead. | Formulaires, du premier champ au prospect.",
    ],
    sales: ["Sales | Ventes", "From the lead to the contract. | Du prospect au contrat."],
    lifecycle: ["Lifecycle | Relation client", "E-mails, help and opinions. | E-mails, assistance et opinions."],
  },
  bundles: {
    offer: {
      name: "Offer | Offre",
      about: "The service an event is about. | Le service dont parle un événement.",
      owner: "Marketing",
      serves: ["pages", "signed_revenue"],
      props: {
        offer_key: text("annual-audit", "Offer | Offre", "Its key in the catalogue. | Sa clé dans le catalogue."),
        offer_family: oneOf(
          ["advice", "training", "installation", "maintenance", "subscription"],
          "Family | Famille",
          "First level of the catalogue. | Premier niveau du catalogue.",
        ),
      },
    },
    form: {
      name: "Form | Formulaire",
      about: "The form an event is about. | Le formulaire dont parle un événement.",
      owner: "Marketing",
      serves: ["forms", "lead_rate"],
      props: {
        form_kind: oneOf(
          ["contact", "quote", "download", "webinar", "newsletter"],
          "Form | Formulaire",
          "What it is for. | Ce à quoi il sert.",
        ),
        form_page: text(
          "audit-offer",
          "Page | Page",
          "Key of the page it stands on. | Clé de la page où il se trouve.",
        ),
      },
    },
    deal: {
      name: "Deal | Affaire",
      about: "The conversation an event belongs to. | L’affaire à laquelle appartient un événement.",
      owner: "Sales",
      serves: ["follow_up", "win_rate"],
      props: {
        deal_id: reference(
          "deal-8841",
          "Deal number | Numéro d’affaire",
          "Key of the sales tool, until it is won or lost. | Clé de l’outil commercial, jusqu’à sa conclusion.",
        ),
        salesperson_team: oneOf(
          ["small_business", "mid_market", "large_accounts"],
          "Sales team | Équipe commerciale",
          "The team, never the person. | L’équipe, jamais la personne.",
        ),
      },
    },
  },
  traits: {
    serves: ["follow_up", "content"],
    list: {
      ...personTraits(["none", "trial", "client", "former_client"]),
      phone: trait(
        "customer_data",
        personal(
          "request",
          text(
            "+33 1 99 00 12 34",
            "Telephone | Téléphone",
            "Only when the person asked to be called. | Seulement si la personne a demandé à être appelée.",
          ),
        ),
      ),
      job_role: trait(
        "demographic",
        oneOf(
          ["executive", "manager", "specialist", "buyer", "student"],
          "Role | Fonction",
          "As stated in the form. | Déclarée dans le formulaire.",
        ),
      ),
      lead_stage: trait(
        "customer_data",
        oneOf(
          ["new", "qualified", "meeting", "quote", "client", "lost"],
          "Stage | Étape",
          "Where the conversation stands today. | Où en est l’échange aujourd’hui.",
        ),
      ),
      main_need: trait(
        "psychographic",
        oneOf(
          ["save_time", "save_money", "comply", "grow"],
          "Main need | Besoin principal",
          "First answer of the questionnaire. | Première réponse du questionnaire.",
        ),
      ),
    },
  },
  groups: {
    company: {
      name: "company",
      title: "Company | Entreprise",
      about: "The company a lead works for. | L’entreprise pour laquelle travaille un prospect.",
      serves: ["follow_up", "budget"],
      traits: {
        sector: trait(
          "firmographic",
          oneOf(
            ["industry", "services", "public", "health", "retail", "other"],
            "Sector | Secteur",
            "From the company register. | D’après le registre des entreprises.",
          ),
        ),
        employees: trait(
          "firmographic",
          whole(
            [0, 1_000_000],
            85,
            "Employees | Salariés",
            "From the company register. | D’après le registre des entreprises.",
          ),
        ),
        tools_used: trait(
          "technographic",
          oneOf(
            ["spreadsheets", "competitor", "own_tool", "nothing"],
            "Present tool | Outil actuel",
            "What the need is met with today. | Ce qui répond au besoin aujourd’hui.",
          ),
        ),
      },
    },
  },
  events: [...LEAD_SITE_EVENTS, ...LEAD_SALES_EVENTS, ...LEAD_LIFECYCLE_EVENTS],
  journeys: {
    lead: {
      name: "From visit to lead | De la visite au prospect",
      about:
        "What a visitor goes through to leave an address. | Ce qu’un visiteur traverse pour laisser ses coordonnées.",
      owner: "Marketing",
      steps: [
        [
          "Landing page | Page d’atterrissage",
          "First contact, and what is tested there. | Premier contact, et ce qui y est testé.",
          "Landing Page Viewed",
          "Experiment Viewed",
        ],
        [
          "Offer | Offre",
          "What do they do, and for how much? | Que font-ils, et à quel prix ?",
          "Offer Viewed",
          "Price Calculator Used",
          "FAQ Answer Opened",
        ],
        ["Content | Contenu", "Learning before asking. | S’informer avant de demander.", "Resource Consulted"],
        [
          "Form | Formulaire",
          "From the first field to the button. | Du premier champ au bouton.",
          "Form Started",
          "Form Field Refused",
          "Phone Number Pressed",
        ],
        ["Lead | Prospect", "An address, and an agreement. | Des coordonnées, et un accord.", "Lead Created"],
        [
          "Questions | Questions",
          "What helps to answer well. | Ce qui aide à bien répondre.",
          "Qualification Step Completed",
        ],
      ],
    },
    sale: {
      name: "From lead to contract | Du prospect au contrat",
      about: "What a conversation goes through. | Ce que traverse un échange commercial.",
      owner: "Sales",
      steps: [
        [
          "Qualification | Qualification",
          "Is it worth a conversation? | Cela mérite-t-il un échange ?",
          "Lead Qualified",
        ],
        [
          "Meeting | Rendez-vous",
          "Agreed on, then kept or missed. | Pris, puis tenu ou manqué.",
          "Meeting Booked",
          "Meeting Closed",
        ],
        [
          "Quote | Devis",
          "Asked for, sent, followed. | Demandé, envoyé, suivi.",
          "Quote Requested",
          "Quote Sent",
          "Logged In",
        ],
        ["Outcome | Issue", "Signed or lost. | Signée ou perdue.", "Contract Signed", "Deal Lost"],
      ],
    },
    relation: {
      name: "Keeping the contact | Garder le contact",
      about:
        "What keeps a lead warm, and a client content. | Ce qui entretient l’intérêt d’un prospect et la satisfaction d’un client.",
      owner: "Content",
      steps: [
        [
          "Campaigns | Campagnes",
          "E-mails, and their refusal. | E-mails, et leur refus.",
          "Email Sent",
          "Email Opened",
          "Unsubscribed",
        ],
        [
          "Help | Assistance",
          "Asking, and judging the answer. | Demander, et juger la réponse.",
          "Support Requested",
          "Satisfaction Answered",
        ],
      ],
    },
  },
});
