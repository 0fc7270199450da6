/** Booking stays: searching, planning, booking, travelling, coming back. */

import { defineTemplate } from "../build.ts";
import { PURPOSES, personTraits } from "../kit.ts";
import { amount, flag, oneOf, personal, reference, text, trait, whole } from "../property-draft.ts";
import { TRAVEL_BOOKING_EVENTS, TRAVEL_PEOPLE_EVENTS } from "./travel-stay-events.ts";
import { TRAVEL_SEARCH_EVENTS } from "./travel-trip-events.ts";

export const travel = defineTemplate({
  key: "travel",
  name: "Travel | Voyage",
  about:
    "Booking stays online: search, trip folders, booking, the stay itself, loyalty. | Réservation d’hébergements en ligne : recherche, dossiers de voyage, réservation, séjour, fidélité.",
  person: "Traveller number of the site | Numéro de voyageur du site",
  owner: "Growth",
  purposes: PURPOSES,
  decisions: {
    destinations: {
      name: "Which destinations and stays to sign, promote or drop | Quelles destinations et quels hébergements signer, mettre en avant ou retirer",
      about: "Monthly, with the contracting team. | Chaque mois, avec l’équipe d’achat.",
      owner: "Contracting",
    },
    search_quality: {
      name: "How to rank and filter results | Comment classer et filtrer les résultats",
      about:
        "Every two weeks, from searches that led nowhere. | Toutes les deux semaines, d’après les recherches restées sans suite.",
      owner: "Search",
    },
    booking_path: {
      name: "Where to simplify the path to booking | Où simplifier le chemin vers la réservation",
      about:
        "Every two weeks, from the losses of the funnel. | Toutes les deux semaines, d’après les pertes du funnel.",
      owner: "Booking",
    },
    extras: {
      name: "Which extras to offer, and when | Quelles options proposer, et à quel moment",
      about:
        "Quarterly, by what they add to a booking. | Chaque trimestre, selon ce qu’elles ajoutent à une réservation.",
      owner: "Booking",
    },
    loyalty: {
      name: "Whom to invite back, and for which trip | Qui inviter à revenir, et pour quel voyage",
      about:
        "Weekly, from the cohorts at risk and the trip folders. | Chaque semaine, d’après les cohortes à risque et les dossiers de voyage.",
      owner: "Lifecycle",
    },
    service_promises: {
      name: "Which cancellation and service promises to make | Quelles promesses d’annulation et de service faire",
      about: "Quarterly, with hoteliers and support. | Chaque trimestre, avec les hôteliers et l’assistance.",
      owner: "Service",
    },
  },
  metrics: {
    gross_bookings: {
      name: "Gross bookings | Volume de réservations",
      about: "What travellers book in a period. | Ce que les voyageurs réservent sur une période.",
      formula:
        "Sum of booking totals, cancellations not deducted. | Somme des totaux de réservation, annulations non déduites.",
      owner: "Finance",
      decisions: ["destinations"],
    },
    look_to_book: {
      name: "Look-to-book rate | Taux de transformation",
      about: "Searchers who book. | Chercheurs qui réservent.",
      formula:
        "People with a booking, over people with a search, within 14 days. | Personnes ayant réservé, sur personnes ayant cherché, en 14 jours.",
      owner: "Booking",
      decisions: ["search_quality", "booking_path"],
      parent: "gross_bookings",
    },
    booking_value: {
      name: "Average booking | Réservation moyenne",
      about: "What a booking is worth, extras included. | Ce que vaut une réservation, options comprises.",
      formula:
        "Sum of booking totals, divided by bookings. | Somme des totaux de réservation, divisée par les réservations.",
      owner: "Booking",
      decisions: ["extras"],
      parent: "gross_bookings",
    },
    repeat_bookers: {
      name: "Repeat bookers | Voyageurs fidèles",
      about: "Travellers who book again. | Voyageurs qui réservent à nouveau.",
      formula:
        "Bookers with a second booking within 365 days. | Voyageurs avec une deuxième réservation sous 365 jours.",
      owner: "Lifecycle",
      decisions: ["loyalty"],
      parent: "gross_bookings",
    },
    planners: {
      name: "Active planners | Voyageurs en préparation",
      about: "Members who prepare a trip with us. | Membres qui préparent un voyage avec nous.",
      formula:
        "Three stays saved within 7 days of sign-up. | Trois hébergements enregistrés en 7 jours après l’inscription.",
      owner: "Growth",
      decisions: ["loyalty"],
      parent: "repeat_bookers",
    },
    cancellation_rate: {
      name: "Cancellation rate | Taux d’annulation",
      about: "Bookings given up before the stay. | Réservations abandonnées avant le séjour.",
      formula:
        "Bookings cancelled, over bookings completed, by month of arrival. | Réservations annulées, sur réservations confirmées, par mois d’arrivée.",
      owner: "Service",
      decisions: ["service_promises"],
    },
  },
  categories: {
    account: ["Account | Compte", "Signing up and in. | Inscription et connexion."],
    search: ["Search | Recherche", "Looking for a stay. | Recherche d’un hébergement."],
    planning: ["Planning | Préparation", "Trip folders, alerts, loyalty. | Dossiers de voyage, alertes, fidélité."],
    booking: ["Booking | Réservation", "From the room to the confirmation. | De la chambre à la confirmation."],
    stay: ["Stay | Séjour", "Before, during and after the stay. | Avant, pendant et après le séjour."],
    lifecycle: ["Lifecycle | Relation client", "E-mails, help and opinions. | E-mails, assistance et opinions."],
  },
  bundles: {
    trip: {
      name: "Trip | Voyage",
      about: "Where and when one wants to go, and with how many. | Où et quand on veut partir, et à combien.",
      owner: "Search",
      serves: ["destinations", "search_quality"],
      props: {
        destination: text(
          "lisbon",
          "Destination | Destination",
          "Key of the city or region. | Clé de la ville ou de la région.",
        ),
        nights: whole([1, 90], 3, "Nights | Nuits", "Length of the stay. | Durée du séjour."),
        adults: whole([1, 30], 2, "Adults | Adultes", "Travellers of 18 and over. | Voyageurs de 18 ans et plus."),
        children: whole(
          [0, 20],
          0,
          "Children | Enfants",
          "How many; ages are not sent. | Leur nombre ; les âges ne sont pas envoyés.",
        ),
      },
    },
    stay: {
      name: "Stay | Séjour",
      about: "The place to sleep an event is about. | L’hébergement dont parle un événement.",
      owner: "Contracting",
      serves: ["destinations", "gross_bookings"],
      props: {
        stay_id: text(
          "LIS-0412",
          "Stay number | Référence de l’hébergement",
          "Key of the catalogue. | Clé du catalogue.",
        ),
        stay_kind: oneOf(
          ["hotel", "flat", "house", "guest_house", "campsite"],
          "Kind of stay | Type d’hébergement",
          "First level of the catalogue. | Premier niveau du catalogue.",
        ),
        night_price: amount(
          125,
          "Price per night | Prix par nuit",
          "Lowest price for the dates, with tax. | Prix le plus bas aux dates choisies, taxes comprises.",
        ),
      },
    },
    basket: {
      name: "Booking in progress | Réservation en cours",
      about: "The booking being made, until it is confirmed. | La réservation en cours, jusqu’à sa confirmation.",
      owner: "Booking",
      serves: ["booking_path", "look_to_book"],
      props: {
        basket_id: reference(
          "bsk-90412",
          "Basket number | Numéro de panier",
          "Stays the same until the confirmation. | Reste le même jusqu’à la confirmation.",
        ),
      },
    },
  },
  traits: {
    serves: ["loyalty"],
    list: {
      ...personTraits(["none", "trial", "member", "member_plus"]),
      home_city: trait(
        "demographic",
        personal(
          "service",
          text("Lyon", "Home city | Ville de résidence", "As stated in the profile. | Selon le profil."),
        ),
      ),
      travels_with: trait(
        "behavioural",
        oneOf(
          ["partner", "family", "friends", "alone", "colleagues"],
          "Travels with | Voyage avec",
          "The most frequent company over a year. | La compagnie la plus fréquente sur un an.",
        ),
      ),
      travel_style: trait(
        "psychographic",
        oneOf(
          ["rest", "culture", "nature", "nightlife", "sport"],
          "Travel style | Style de voyage",
          "Chosen when the profile is filled in. | Choisi en remplissant le profil.",
        ),
      ),
      is_app_user: trait(
        "technographic",
        flag(
          "Has the app | A l’application",
          "True once the app was opened. | Vrai dès que l’application a été ouverte.",
        ),
      ),
    },
  },
  groups: {
    company: {
      name: "company",
      title: "Company | Entreprise",
      about: "The company that pays for business trips. | L’entreprise qui paie les voyages d’affaires.",
      serves: ["loyalty"],
      traits: {
        company_size: trait(
          "firmographic",
          oneOf(
            ["1_to_49", "50_to_249", "250_to_999", "1000_or_more"],
            "Size | Taille",
            "Number of employees, in bands. | Effectif, par tranches.",
          ),
        ),
        travel_policy: trait(
          "firmographic",
          oneOf(
            ["free", "capped", "approved"],
            "Travel policy | Politique de voyage",
            "Whether trips are capped or approved first. | Si les voyages sont plafonnés ou approuvés d’abord.",
          ),
        ),
      },
    },
  },
  events: [...TRAVEL_SEARCH_EVENTS, ...TRAVEL_BOOKING_EVENTS, ...TRAVEL_PEOPLE_EVENTS],
  journeys: {
    booking: {
      name: "From search to booking | De la recherche à la réservation",
      about: "What a visitor goes through to become a traveller. | Ce qu’un visiteur traverse pour devenir voyageur.",
      owner: "Booking",
      steps: [
        ["Search | Recherche", "Where, when, with whom. | Où, quand, avec qui.", "Trip Searched", "Experiment Viewed"],
        ["Results | Résultats", "Narrowing the list. | Affiner la liste.", "Results Filtered", "Map Opened"],
        ["Stay page | Page de l’hébergement", "Deciding whether it fits. | Juger s’il convient.", "Stay Viewed"],
        ["Room and rate | Chambre et tarif", "Choosing the conditions. | Choisir les conditions.", "Room Selected"],
        [
          "Details and extras | Coordonnées et options",
          "Who travels, and with what. | Qui voyage, et avec quoi.",
          "Traveller Details Entered",
          "Extra Added",
        ],
        ["Payment | Paiement", "Paying or guaranteeing. | Payer ou garantir.", "Payment Attempted"],
        ["Confirmation | Confirmation", "The stay is booked. | Le séjour est réservé.", "Booking Completed"],
      ],
    },
    planning: {
      name: "Preparing a trip | Préparer un voyage",
      about: "From a new account to a trip folder that lives. | D’un nouveau compte à un dossier de voyage vivant.",
      owner: "Growth",
      steps: [
        ["Account | Compte", "Creating it, and coming back. | Le créer, et y revenir.", "Signed Up", "Logged In"],
        ["Profile | Profil", "What one likes. | Ce que l’on aime.", "Onboarding Step Completed"],
        [
          "Trip folder | Dossier de voyage",
          "Keeping, watching, sharing. | Garder, surveiller, partager.",
          "Stay Saved",
          "Price Alert Set",
          "Trip Shared",
        ],
      ],
    },
    stay: {
      name: "The stay and after | Le séjour et après",
      about: "What decides whether a traveller comes back. | Ce qui décide si un voyageur revient.",
      owner: "Service",
      steps: [
        [
          "Before leaving | Avant le départ",
          "Plans change. | Les projets changent.",
          "Booking Changed",
          "Booking Cancelled",
        ],
        ["Arrival | Arrivée", "The stay begins. | Le séjour commence.", "Check-In Completed", "Support Requested"],
        [
          "Opinion | Avis",
          "What the traveller says of it. | Ce que le voyageur en dit.",
          "Stay Reviewed",
          "Satisfaction Answered",
        ],
        [
          "Keeping in touch | Garder le contact",
          "Loyalty, campaigns, and their refusal. | Fidélité, campagnes, et leur refus.",
          "Loyalty Tier Reached",
          "Email Sent",
          "Email Opened",
          "Unsubscribed",
        ],
      ],
    },
  },
});
