import { defineTemplate } from "../build.ts";
import { PURPOSES, personTraits } from "../kit.ts";
import { amount, flag, oneOf, optional, reference, text, trait, whole } from "../property-draft.ts";
import { SAAS_EVENTS } from "./saas-events.ts";

export const saas = defineTemplate({
  key: "saas",
  name: "SaaS | SaaS",
  about:
    "A subscription software for teams: trial, activation, collaboration, billing and renewal. | Un logiciel par abonnement pour équipes : essai, activation, collaboration, facturation et renouvellement.",
  person: "User id of the application | Identifiant d’utilisateur de l’application",
  owner: "Product",
  purposes: PURPOSES,
  decisions: {
    onboarding: {
      name: "Which step of the onboarding to rework next | Quelle étape de l’onboarding retravailler ensuite",
      about:
        "Every two weeks, from where new accounts stop. | Toutes les deux semaines, d’après l’endroit où les nouveaux comptes s’arrêtent.",
      owner: "Growth",
    },
    roadmap: {
      name: "Which features to invest in, and which to retire | Dans quelles fonctionnalités investir, et lesquelles retirer",
      about: "Quarterly, from the adoption of each. | Chaque trimestre, d’après l’adoption de chacune.",
      owner: "Product",
    },
    pricing: {
      name: "How to package and price the plans | Comment composer les offres et fixer les prix",
      about: "Twice a year, from upgrades and refusals. | Deux fois par an, d’après les montées en gamme et les refus.",
      owner: "Revenue",
    },
    churn: {
      name: "Which accounts to call before they leave | Quels comptes appeler avant qu’ils ne partent",
      about: "Weekly, from the cohorts at risk. | Chaque semaine, d’après les cohortes à risque.",
      owner: "Customer success",
    },
  },
  metrics: {
    mrr: {
      name: "Monthly recurring revenue | Revenu mensuel récurrent",
      about: "What subscriptions bring each month. | Ce que les abonnements rapportent chaque mois.",
      formula:
        "Sum of subscription amounts, yearly ones divided by twelve. | Somme des montants d’abonnement, les annuels divisés par douze.",
      owner: "Finance",
      decisions: ["pricing", "churn"],
    },
    trial_conversion: {
      name: "Trial conversion | Conversion de l’essai",
      about: "Trials that become paying. | Essais qui deviennent payants.",
      formula:
        "Subscriptions started within 30 days, over trials started. | Abonnements démarrés sous 30 jours, sur essais démarrés.",
      owner: "Growth",
      decisions: ["onboarding", "pricing"],
      parent: "mrr",
    },
    activation: {
      name: "Activation rate | Taux d’activation",
      about:
        "New users who got what they came for. | Nouveaux utilisateurs qui ont obtenu ce qu’ils venaient chercher.",
      formula:
        "Three reports shared within 7 days of sign-up. | Trois rapports partagés en 7 jours après l’inscription.",
      owner: "Growth",
      decisions: ["onboarding"],
      parent: "trial_conversion",
    },
    adoption: {
      name: "Feature adoption | Adoption des fonctionnalités",
      about: "Active users who use a given feature. | Utilisateurs actifs qui se servent d’une fonctionnalité donnée.",
      formula:
        "Users of the feature in 28 days, over active users. | Utilisateurs de la fonctionnalité en 28 jours, sur utilisateurs actifs.",
      owner: "Product",
      decisions: ["roadmap"],
    },
    retention: {
      name: "Account retention | Rétention des comptes",
      about: "Accounts that keep using the product. | Comptes qui continuent d’utiliser le produit.",
      formula:
        "Accounts active in week N, over accounts of the same start. | Comptes actifs en semaine N, sur comptes de même départ.",
      owner: "Customer success",
      decisions: ["churn", "roadmap"],
      parent: "mrr",
    },
  },
  categories: {
    account: ["Account | Compte", "Signing up, in, and inviting others. | Inscription, connexion et invitations."],
    evaluation: [
      "Evaluation | Évaluation",
      "Looking at what the product offers. | Découverte de ce que propose le produit.",
    ],
    work: ["Work | Travail", "What people do with the product. | Ce que l’on fait avec le produit."],
    billing: ["Billing | Facturation", "Trials, subscriptions, invoices. | Essais, abonnements, factures."],
    lifecycle: ["Lifecycle | Relation client", "E-mails, help and opinions. | E-mails, assistance et opinions."],
  },
  bundles: {
    workspace: {
      name: "Workspace | Espace de travail",
      about: "The workspace where it happens. | L’espace de travail où cela se passe.",
      owner: "Product",
      serves: ["roadmap", "retention"],
      props: {
        workspace_id: reference(
          "ws-4821",
          "Workspace | Espace de travail",
          "Number of the workspace. | Numéro de l’espace de travail.",
        ),
        workspace_role: oneOf(
          ["owner", "admin", "member", "guest"],
          "Role | Rôle",
          "Role of the person in the workspace. | Rôle de la personne dans l’espace.",
        ),
      },
    },
    offer: {
      name: "Offer | Offre",
      about: "The plan of the price list an event is about. | L’offre du tarif dont parle un événement.",
      owner: "Revenue",
      serves: ["pricing", "mrr"],
      props: {
        offer: oneOf(
          ["starter", "team", "business"],
          "Offer | Offre",
          "Name of the plan on the price list. | Nom de l’offre au tarif.",
        ),
        billing_period: oneOf(
          ["month", "year"],
          "Billing period | Période de facturation",
          "How often it is invoiced. | À quel rythme elle est facturée.",
        ),
      },
    },
  },
  traits: {
    serves: ["churn", "retention"],
    list: {
      ...personTraits(["free", "trial", "paid", "cancelled"]),
      job: trait(
        "firmographic",
        oneOf(
          ["product", "engineering", "marketing", "sales", "finance", "other"],
          "Occupation | Fonction",
          "As stated at sign-up. | Selon la réponse à l’inscription.",
        ),
      ),
      reports_shared: trait(
        "behavioural",
        whole(
          [0, 100_000],
          12,
          "Reports shared | Rapports partagés",
          "Since the account exists. | Depuis la création du compte.",
        ),
      ),
    },
  },
  groups: {
    company: {
      name: "company",
      title: "Company | Entreprise",
      about: "The customer that pays for its users. | Le client qui paie pour ses utilisateurs.",
      serves: ["pricing", "churn"],
      traits: {
        company_size: trait(
          "firmographic",
          oneOf(["1-9", "10-49", "50-249", "250+"], "Headcount | Effectif", "People employed. | Personnes employées."),
        ),
        industry: trait(
          "firmographic",
          text("logistics", "Industry | Secteur", "Main activity. | Activité principale."),
        ),
        single_sign_on: trait(
          "technographic",
          flag(
            "Single sign-on | Authentification unique",
            "Whether it signs in through its own directory. | Si elle se connecte par son propre annuaire.",
          ),
        ),
        contract_value: trait(
          "customer_data",
          optional(amount(12_000, "Contract value | Valeur du contrat", "Per year, before tax. | Par an, hors taxes.")),
        ),
      },
    },
  },
  events: SAAS_EVENTS,
  journeys: {
    trial: {
      name: "From visit to subscription | De la visite à l’abonnement",
      about:
        "What someone goes through to become a paying customer. | Ce que l’on traverse pour devenir un client payant.",
      owner: "Growth",
      steps: [
        [
          "Evaluation | Évaluation",
          "What the product does, and at what price. | Ce que fait le produit, et à quel prix.",
          "Experiment Viewed",
          "Feature Page Viewed",
          "Pricing Viewed",
          "Demo Requested",
        ],
        [
          "Account | Compte",
          "Creating an account and coming back to it. | Créer un compte et y revenir.",
          "Signed Up",
          "Logged In",
        ],
        [
          "Setting up | Mise en place",
          "The first minutes decide. | Les premières minutes décident.",
          "Onboarding Step Completed",
          "Workspace Created",
          "Trial Started",
        ],
        [
          "Choice | Choix",
          "Which offer, for how many. | Quelle offre, pour combien.",
          "Upgrade Prompt Viewed",
          "Offer Selected",
          "Payment Failed",
        ],
        [
          "Subscription | Abonnement",
          "The trial becomes a customer. | L’essai devient un client.",
          "Subscription Started",
        ],
      ],
    },
    work: {
      name: "Everyday use | Usage quotidien",
      about: "What a team does once it has settled in. | Ce que fait une équipe une fois installée.",
      owner: "Product",
      steps: [
        [
          "Data in | Données en entrée",
          "Nothing works without a source. | Rien ne marche sans source.",
          "Integration Connected",
          "File Imported",
        ],
        [
          "Report | Rapport",
          "The work itself. | Le travail lui-même.",
          "Project Created",
          "Report Created",
          "Report Shared",
          "Report Exported",
        ],
        ["Team | Équipe", "Others join in. | D’autres s’y joignent.", "Teammate Invited", "Comment Added"],
      ],
    },
    renewal: {
      name: "Staying or leaving | Rester ou partir",
      about: "What decides a renewal. | Ce qui décide d’un renouvellement.",
      owner: "Customer success",
      steps: [
        [
          "Help | Aide",
          "When something does not work. | Quand quelque chose ne marche pas.",
          "Support Requested",
          "Satisfaction Answered",
        ],
        [
          "Messages | Messages",
          "News, and their refusal. | Nouvelles, et leur refus.",
          "Email Sent",
          "Email Opened",
          "Unsubscribed",
        ],
        [
          "Contract | Contrat",
          "Changing or ending the subscription. | Changer ou arrêter l’abonnement.",
          "Subscription Changed",
          "Subscription Cancelled",
        ],
      ],
    },
  },
});
