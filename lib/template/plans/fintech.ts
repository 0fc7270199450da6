/** A bank in the pocket: account, card, payments, savings, loans and paid plans. */

import { defineTemplate } from "../build.ts";
import { PURPOSES, personTraits } from "../kit.ts";
import { flag, oneOf, personal, reference, trait, whole } from "../property-draft.ts";
import { FINTECH_ACCOUNT_EVENTS } from "./fintech-account-events.ts";
import { FINTECH_OFFER_EVENTS, FINTECH_RELATION_EVENTS } from "./fintech-offer-events.ts";

const AMOUNT_BANDS = ["under_20", "20_to_100", "100_to_500", "500_to_2000", "over_2000"] as const;
const INCOME_BANDS = ["under_1500", "1500_to_3000", "3000_to_5000", "over_5000"] as const;

export const fintech = defineTemplate({
  key: "fintech",
  name: "Fintech | Fintech",
  about:
    "A mobile bank: opening an account, paying, saving, borrowing, paid plans. | Une banque mobile : ouverture de compte, paiements, épargne, crédit, formules payantes.",
  person:
    "Customer number of the bank, never the account number | Numéro de client de la banque, jamais le numéro de compte",
  owner: "Growth",
  purposes: [
    ...PURPOSES,
    {
      key: "identity",
      name: { en: "Knowing the customer", fr: "Connaissance du client" },
      description: {
        en: "Checking who customers are, as the law against money laundering demands.",
        fr: "Vérifier l’identité des clients, comme l’exige la loi contre le blanchiment.",
      },
      legalBasis: "legal_obligation",
      recipients: [],
      retentionDays: 1826,
    },
    {
      key: "fraud",
      name: { en: "Preventing fraud", fr: "Prévention de la fraude" },
      description: {
        en: "Stopping payments that customers did not make.",
        fr: "Arrêter les paiements que les clients n’ont pas faits.",
      },
      legalBasis: "legitimate_interests",
      recipients: [],
      retentionDays: 395,
    },
  ],
  decisions: {
    verification: {
      name: "Which step of the identity check to simplify | Quelle étape du contrôle d’identité simplifier",
      about:
        "Every two weeks, from where applicants stop. | Toutes les deux semaines, d’après l’endroit où les candidats s’arrêtent.",
      owner: "Growth",
    },
    main_account: {
      name: "How to become the account people live on | Comment devenir le compte du quotidien",
      about:
        "Quarterly, from the first moves of those whose main account we are. | Chaque trimestre, d’après les premiers gestes de ceux dont nous sommes le compte principal.",
      owner: "Growth",
    },
    declines: {
      name: "Which payment failures to mend first | Quels échecs de paiement corriger d’abord",
      about: "Weekly, with the risk team. | Chaque semaine, avec l’équipe risques.",
      owner: "Payments",
    },
    offers: {
      name: "Which offers to push, and to whom | Quelles offres pousser, et auprès de qui",
      about:
        "Monthly, from applications and what they bring. | Chaque mois, d’après les demandes et ce qu’elles rapportent.",
      owner: "Lending",
    },
    winback: {
      name: "Whom to keep before the account is closed | Qui retenir avant la clôture du compte",
      about: "Weekly, from the cohorts at risk. | Chaque semaine, d’après les cohortes à risque.",
      owner: "Lifecycle",
    },
  },
  metrics: {
    net_revenue: {
      name: "Fee income | Revenus de frais",
      about: "What customers pay for services. | Ce que les clients paient pour les services.",
      formula: "Sum of fees booked. | Somme des frais inscrits en compte.",
      owner: "Finance",
      decisions: ["offers", "main_account"],
    },
    verified_rate: {
      name: "Verification rate | Taux de vérification",
      about: "Sign-ups whose identity is accepted. | Inscriptions dont l’identité est acceptée.",
      formula: "People accepted within 7 days, over sign-ups. | Personnes acceptées sous 7 jours, sur inscriptions.",
      owner: "Growth",
      decisions: ["verification"],
      parent: "active_payers",
    },
    active_payers: {
      name: "Active payers | Payeurs actifs",
      about: "Customers who really use the account. | Clients qui utilisent vraiment le compte.",
      formula:
        "Customers with three payments within 7 days of sign-up, then each week. | Clients avec trois paiements dans les 7 jours suivant l’inscription, puis chaque semaine.",
      owner: "Growth",
      decisions: ["main_account"],
      parent: "net_revenue",
    },
    acceptance: {
      name: "Payment acceptance | Acceptation des paiements",
      about: "Payments that go through. | Paiements qui passent.",
      formula:
        "Payments made, over payments made or refused. | Paiements effectués, sur paiements effectués ou refusés.",
      owner: "Payments",
      decisions: ["declines"],
      parent: "active_payers",
    },
    application_rate: {
      name: "Application rate | Taux de demande",
      about: "Readers of an offer who apply for it. | Lecteurs d’une offre qui en font la demande.",
      formula:
        "Applications submitted, over people who viewed the product. | Demandes envoyées, sur personnes ayant consulté le produit.",
      owner: "Lending",
      decisions: ["offers"],
      parent: "net_revenue",
    },
    churn_rate: {
      name: "Churn | Attrition",
      about: "Customers who leave or fall silent. | Clients qui partent ou se taisent.",
      formula:
        "Accounts closed or without payment for 30 days, over active customers. | Comptes clôturés ou sans paiement depuis 30 jours, sur clients actifs.",
      owner: "Lifecycle",
      decisions: ["winback"],
    },
  },
  categories: {
    opening: ["Opening | Ouverture", "Signing up and proving who one is. | Inscription et preuve d’identité."],
    daily: ["Daily banking | Banque au quotidien", "Card, payments, savings. | Carte, paiements, épargne."],
    offers: [
      "Offers | Offres",
      "Loans, savings products, paid plans. | Crédits, produits d’épargne, formules payantes.",
    ],
    lifecycle: [
      "Lifecycle | Relation client",
      "Messages, help, opinions, leaving. | Messages, assistance, opinions, départ.",
    ],
  },
  bundles: {
    operation: {
      name: "Operation | Opération",
      about:
        "The movement of money an event is about, as little of it as decisions need. | Le mouvement d’argent dont parle un événement, réduit à ce que les décisions demandent.",
      owner: "Payments",
      serves: ["main_account", "declines"],
      props: {
        operation_type: oneOf(
          ["card", "transfer", "direct_debit", "cash", "cheque"],
          "Type of operation | Type d’opération",
          "How the money moved. | Comment l’argent a circulé.",
        ),
        amount_band: oneOf(
          AMOUNT_BANDS,
          "Amount band | Tranche de montant",
          "In euros; the exact amount stays in the bank. | En euros ; le montant exact reste à la banque.",
        ),
      },
    },
    product: {
      name: "Product | Produit",
      about: "The financial product an event is about. | Le produit financier dont parle un événement.",
      owner: "Lending",
      serves: ["offers", "net_revenue"],
      props: {
        product_kind: oneOf(
          ["paid_plan", "loan", "savings", "insurance", "exchange"],
          "Kind of product | Type de produit",
          "First level of the range. | Premier niveau de la gamme.",
        ),
        product_id: reference(
          "loan-travel",
          "Product number | Référence du produit",
          "Key of the range. | Clé de la gamme.",
        ),
      },
    },
    application: {
      name: "Application | Demande",
      about: "The application an event belongs to. | La demande à laquelle appartient un événement.",
      owner: "Lending",
      serves: ["offers", "application_rate"],
      props: {
        application_id: reference(
          "app-77120",
          "Application number | Numéro de demande",
          "Stays the same until the decision. | Reste le même jusqu’à la décision.",
        ),
      },
    },
  },
  traits: {
    serves: ["offers", "winback"],
    list: {
      ...personTraits(["free", "trial", "plus", "premium"]),
      income_band: trait(
        "demographic",
        personal(
          "service",
          oneOf(
            INCOME_BANDS,
            "Monthly income | Revenu mensuel",
            "A band in euros, as stated at the opening. | Une tranche en euros, déclarée à l’ouverture.",
          ),
        ),
      ),
      is_main_account: trait(
        "behavioural",
        flag(
          "Main account | Compte principal",
          "True when a salary came in over the last 60 days. | Vrai quand un salaire est arrivé dans les 60 derniers jours.",
        ),
      ),
      risk_appetite: trait(
        "psychographic",
        oneOf(
          ["cautious", "balanced", "bold"],
          "Attitude to risk | Rapport au risque",
          "Answer to the savings questionnaire. | Réponse au questionnaire d’épargne.",
        ),
      ),
    },
  },
  groups: {
    company: {
      name: "company",
      title: "Company | Entreprise",
      about: "The company a business account belongs to. | L’entreprise titulaire d’un compte professionnel.",
      serves: ["offers"],
      traits: {
        sector: trait(
          "firmographic",
          oneOf(
            ["retail", "services", "craft", "health", "technology", "other"],
            "Sector | Secteur",
            "From the company register. | D’après le registre des entreprises.",
          ),
        ),
        employees: trait(
          "firmographic",
          whole(
            [0, 100_000],
            8,
            "Employees | Salariés",
            "From the company register. | D’après le registre des entreprises.",
          ),
        ),
      },
    },
  },
  events: [...FINTECH_ACCOUNT_EVENTS, ...FINTECH_OFFER_EVENTS, ...FINTECH_RELATION_EVENTS],
  journeys: {
    opening: {
      name: "Opening an account | Ouvrir un compte",
      about: "From the first screen to the first payment. | Du premier écran au premier paiement.",
      owner: "Growth",
      steps: [
        ["Sign-up | Inscription", "A customer file is opened. | Un dossier client est ouvert.", "Signed Up"],
        [
          "Identity check | Contrôle d’identité",
          "Details, document, selfie, address. | Coordonnées, pièce d’identité, selfie, adresse.",
          "Verification Step Completed",
          "Identity Checked",
        ],
        ["First money | Premier versement", "The account is funded. | Le compte est alimenté.", "Money Added"],
        ["Card | Carte", "The card can be used. | La carte peut servir.", "Card Activated"],
        [
          "Paying | Payer",
          "Day after day, with what goes wrong. | Jour après jour, avec ce qui échoue.",
          "Logged In",
          "Payment Made",
          "Payment Refused",
          "Fraud Alert Answered",
          "Savings Goal Created",
        ],
      ],
    },
    borrowing: {
      name: "Subscribing to an offer | Souscrire une offre",
      about: "From a product page to income. | D’une page produit à un revenu.",
      owner: "Lending",
      steps: [
        [
          "Product page | Page produit",
          "Reading, and what is tested there. | Lecture, et ce qui y est testé.",
          "Product Viewed",
          "Experiment Viewed",
        ],
        ["Simulator | Simulateur", "What would it cost me? | Combien cela me coûterait-il ?", "Simulator Used"],
        [
          "Application | Demande",
          "The form, to its end. | Le formulaire, jusqu’au bout.",
          "Application Started",
          "Application Submitted",
        ],
        [
          "Decision | Décision",
          "Accepted, refused or withdrawn. | Acceptée, refusée ou retirée.",
          "Application Decided",
        ],
        ["In force | En vigueur", "The service is paid for. | Le service est réglé.", "Fee Paid", "Plan Changed"],
      ],
    },
    relation: {
      name: "Staying or leaving | Rester ou partir",
      about: "What decides whether a customer stays. | Ce qui décide si un client reste.",
      owner: "Lifecycle",
      steps: [
        [
          "Campaigns | Campagnes",
          "Messages, and their refusal. | Messages, et leur refus.",
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
        ["Departure | Départ", "The account is closed. | Le compte est clôturé.", "Account Closed"],
      ],
    },
  },
});
