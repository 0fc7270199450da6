import { defineTemplate } from "../build.ts";
import { PURPOSES, personTraits } from "../kit.ts";
import { amount, flag, oneOf, reference, text, trait, whole } from "../property-draft.ts";
import { MARKETPLACE_EVENTS } from "./marketplace-events.ts";

export const marketplace = defineTemplate({
  key: "marketplace",
  name: "Marketplace | Place de marché",
  about:
    "Sellers and buyers who meet, agree, pay and rate each other; the marketplace takes a commission. | Des vendeurs et des acheteurs qui se rencontrent, s’accordent, paient et se notent ; la place de marché prend une commission.",
  person: "Member number of the marketplace | Numéro de membre de la place de marché",
  owner: "Product",
  purposes: PURPOSES,
  decisions: {
    supply: {
      name: "Where to recruit sellers | Où recruter des vendeurs",
      about:
        "Monthly, from searches that find too little. | Chaque mois, d’après les recherches qui trouvent trop peu.",
      owner: "Supply",
    },
    matching: {
      name: "How to rank listings | Comment classer les annonces",
      about: "Every two weeks, from what leads to a deal. | Toutes les deux semaines, d’après ce qui mène à un accord.",
      owner: "Product",
    },
    commission: {
      name: "Which commission and services to charge | Quelle commission et quels services facturer",
      about: "Quarterly, from margin and departures. | Chaque trimestre, d’après la marge et les départs.",
      owner: "Finance",
    },
    trust: {
      name: "Whom to check, and which disputes to prevent | Qui contrôler, et quels litiges prévenir",
      about: "Weekly, with the trust team. | Chaque semaine, avec l’équipe confiance.",
      owner: "Trust",
    },
    loyalty: {
      name: "Which members to bring back, on which side | Quels membres faire revenir, et de quel côté",
      about: "Weekly, from the cohorts at risk. | Chaque semaine, d’après les cohortes à risque.",
      owner: "Lifecycle",
    },
  },
  metrics: {
    volume: {
      name: "Business volume | Volume d’affaires",
      about: "What buyers pay through the marketplace. | Ce que les acheteurs paient par la place de marché.",
      formula: "Sum of order totals. | Somme des totaux de commande.",
      owner: "Finance",
      decisions: ["commission"],
    },
    commission_rate: {
      name: "Commission rate | Taux de commission",
      about: "What the marketplace keeps. | Ce que garde la place de marché.",
      formula: "Commissions, over business volume. | Commissions, sur volume d’affaires.",
      owner: "Finance",
      decisions: ["commission"],
      parent: "volume",
    },
    liquidity: {
      name: "Liquidity | Liquidité",
      about: "Listings that find a buyer in time. | Annonces qui trouvent un acheteur à temps.",
      formula:
        "Listings sold within 30 days, over listings published. | Annonces vendues sous 30 jours, sur annonces publiées.",
      owner: "Supply",
      decisions: ["supply", "matching"],
      parent: "volume",
    },
    contact_rate: {
      name: "Contact rate | Taux de contact",
      about: "Buyers who write to a seller. | Acheteurs qui écrivent à un vendeur.",
      formula:
        "People who send a message, over people who open a listing. | Personnes qui envoient un message, sur personnes qui ouvrent une annonce.",
      owner: "Product",
      decisions: ["matching"],
      parent: "liquidity",
    },
    disputes: {
      name: "Dispute rate | Taux de litige",
      about: "Deals that go wrong. | Accords qui tournent mal.",
      formula: "Disputes opened, over orders paid. | Litiges ouverts, sur commandes payées.",
      owner: "Trust",
      decisions: ["trust"],
    },
    retention: {
      name: "Member retention | Rétention des membres",
      about: "Members who keep meeting others. | Membres qui continuent d’en rencontrer d’autres.",
      formula:
        "Members with a message in week N, over members of the same start. | Membres ayant écrit en semaine N, sur membres de même départ.",
      owner: "Lifecycle",
      decisions: ["loyalty"],
      parent: "volume",
    },
  },
  categories: {
    account: ["Account | Compte", "Signing up and in. | Inscription et connexion."],
    search: ["Search | Recherche", "Looking for a listing. | Recherche d’une annonce."],
    selling: ["Selling | Vente", "What sellers do. | Ce que font les vendeurs."],
    deal: ["Deal | Transaction", "From the first message to the payment. | Du premier message au paiement."],
    trust: ["Trust | Confiance", "Identity, ratings, disputes. | Identité, notes, litiges."],
    lifecycle: ["Lifecycle | Relation client", "E-mails, help and opinions. | E-mails, assistance et opinions."],
  },
  bundles: {
    listing: {
      name: "Listing | Annonce",
      about: "The listing an event is about. | L’annonce dont parle un événement.",
      owner: "Supply",
      serves: ["supply", "liquidity"],
      props: {
        listing_id: text(
          "L-48210",
          "Listing number | Numéro d’annonce",
          "As in its address. | Tel que dans son adresse.",
        ),
        listing_category: oneOf(
          ["home", "vehicles", "fashion", "electronics", "leisure", "services"],
          "Category | Catégorie",
          "First level of the categories. | Premier niveau des catégories.",
        ),
        asking_price: amount(
          120,
          "Asking price | Prix demandé",
          "As shown to buyers. | Tel qu’il est montré aux acheteurs.",
        ),
        seller_kind: oneOf(["private", "professional"], "Seller | Vendeur", "Who sells. | Qui vend."),
      },
    },
    conversation: {
      name: "Conversation | Conversation",
      about: "The conversation between a buyer and a seller. | La conversation entre un acheteur et un vendeur.",
      owner: "Product",
      serves: ["matching", "contact_rate"],
      props: {
        conversation_id: reference(
          "cv-90312",
          "Conversation | Conversation",
          "One per listing and buyer. | Une par annonce et par acheteur.",
        ),
        member_side: oneOf(
          ["buyer", "seller"],
          "Side | Côté",
          "On which side the person is here. | De quel côté est la personne ici.",
        ),
      },
    },
  },
  traits: {
    serves: ["loyalty", "retention"],
    list: {
      ...personTraits(["none", "trial", "pro", "cancelled"]),
      usual_side: trait(
        "behavioural",
        oneOf(
          ["buyer", "seller", "both"],
          "Usual side | Côté habituel",
          "What the member mostly does. | Ce que le membre fait le plus.",
        ),
      ),
      identity_verified: trait(
        "customer_data",
        flag("Identity checked | Identité vérifiée", "Whether a document was accepted. | Si une pièce a été acceptée."),
      ),
      rating: trait(
        "customer_data",
        whole(
          [0, 100],
          92,
          "Reputation | Réputation",
          "Share of good ratings received, in percent. | Part de bonnes notes reçues, en pourcentage.",
        ),
      ),
      company_size: trait(
        "firmographic",
        oneOf(
          ["none", "1-9", "10-49", "50+"],
          "Headcount | Effectif",
          "Of professional sellers. | Des vendeurs professionnels.",
        ),
      ),
    },
  },
  events: MARKETPLACE_EVENTS,
  journeys: {
    buying: {
      name: "Buying | Acheter",
      about: "From a need to a deal. | D’un besoin à un accord.",
      owner: "Product",
      steps: [
        [
          "Search | Recherche",
          "Looking for a listing. | Chercher une annonce.",
          "Experiment Viewed",
          "Listing Searched",
          "Search Saved",
        ],
        [
          "Listing | Annonce",
          "Judging it, and its seller. | La juger, et son vendeur.",
          "Listing Viewed",
          "Seller Profile Viewed",
          "Listing Liked",
        ],
        [
          "Contact | Contact",
          "Talking and agreeing. | Échanger et s’accorder.",
          "Message Sent",
          "Offer Made",
          "Offer Accepted",
        ],
        [
          "Payment | Paiement",
          "Paying through the marketplace. | Payer par la place de marché.",
          "Checkout Started",
          "Payment Failed",
          "Order Paid",
        ],
        ["Handover | Remise", "The thing changes hands. | L’objet change de mains.", "Order Received"],
      ],
    },
    selling: {
      name: "Selling | Vendre",
      about: "From a first account to money received. | D’un premier compte à l’argent reçu.",
      owner: "Supply",
      steps: [
        [
          "Account | Compte",
          "Becoming a member. | Devenir membre.",
          "Signed Up",
          "Logged In",
          "Onboarding Step Completed",
          "Identity Verified",
        ],
        [
          "Listing | Annonce",
          "Describing what is for sale. | Décrire ce qui est à vendre.",
          "Listing Started",
          "Listing Published",
          "Listing Promoted",
          "Listing Withdrawn",
        ],
        ["Payout | Versement", "The seller is paid. | Le vendeur est payé.", "Payout Sent"],
      ],
    },
    trust: {
      name: "Trust | Confiance",
      about: "What makes members dare to deal. | Ce qui permet aux membres d’oser.",
      owner: "Trust",
      steps: [
        [
          "Rating | Note",
          "Each says how it went. | Chacun dit comment cela s’est passé.",
          "Member Rated",
          "Satisfaction Answered",
        ],
        [
          "Problem | Problème",
          "When it did not go well. | Quand cela s’est mal passé.",
          "Listing Reported",
          "Dispute Opened",
          "Support Requested",
        ],
        [
          "Messages | Messages",
          "Campaigns, and their refusal. | Campagnes, et leur refus.",
          "Email Sent",
          "Email Opened",
          "Unsubscribed",
        ],
      ],
    },
  },
});
