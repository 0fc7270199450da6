/** Travel: dreaming, searching, choosing a stay. */

import { type EventDraft, event } from "../build.ts";
import { experimentViewed } from "../kit.ts";
import { amount, flag, oneOf, whole } from "../property-draft.ts";

export const TRAVEL_SEARCH_EVENTS: readonly EventDraft[] = [
  experimentViewed("search", ["search_quality", "look_to_book"]),
  event("Trip Searched", {
    title: "Trip searched | Recherche de séjour",
    about:
      "A traveller asked for stays at a place and dates. | Un voyageur a cherché des hébergements pour un lieu et des dates.",
    when: "When the first results are shown, once per search; not at each change of a field. | À l’affichage des premiers résultats, une fois par recherche ; pas à chaque changement d’un champ.",
    in: "search",
    owner: "Search",
    serves: ["search_quality", "destinations", "look_to_book"],
    critical: true,
    bundles: ["trip"],
    props: {
      results: whole(
        [0, 10_000],
        128,
        "Results | Résultats",
        "Stays found; zero is a gap in our offer. | Hébergements trouvés ; zéro est un manque dans notre offre.",
      ),
      days_ahead: whole(
        [0, 730],
        45,
        "Days ahead | Jours avant le départ",
        "From the search to the arrival. | De la recherche à l’arrivée.",
      ),
    },
  }),
  event("Results Filtered", {
    title: "Results filtered | Résultats filtrés",
    about: "A traveller narrowed the list of stays. | Un voyageur a affiné la liste des hébergements.",
    when: "When the list is shown again with the new filter. | Quand la liste réapparaît avec le nouveau filtre.",
    in: "search",
    owner: "Search",
    serves: ["search_quality", "look_to_book"],
    roles: ["micro_conversion"],
    props: {
      filter_kind: oneOf(
        ["price", "rating", "district", "meals", "cancellation", "equipment", "accessibility"],
        "Filter | Filtre",
        "What the list was narrowed by. | Ce sur quoi la liste a été affinée.",
      ),
      results: whole([0, 10_000], 31, "Results | Résultats", "Stays left. | Hébergements restants."),
    },
  }),
  event("Map Opened", {
    title: "Map opened | Carte ouverte",
    about: "A traveller looked at where the stays are. | Un voyageur a regardé où se trouvent les hébergements.",
    when: "When the map shows its first pins. | Quand la carte montre ses premiers repères.",
    in: "search",
    owner: "Search",
    serves: ["search_quality", "look_to_book"],
    roles: ["micro_conversion"],
  }),
  event("Stay Viewed", {
    title: "Stay viewed | Hébergement consulté",
    about:
      "The page of a hotel, flat or house was read. | La page d’un hôtel, d’un appartement ou d’une maison a été lue.",
    when: "When the page shows price and availability for the dates. | Quand la page montre le prix et les disponibilités aux dates choisies.",
    in: "search",
    owner: "Search",
    serves: ["destinations", "search_quality", "look_to_book"],
    roles: ["product_viewed"],
    critical: true,
    bundles: ["stay"],
    props: {
      position: whole(
        [1, 1000],
        4,
        "Position in the list | Rang dans la liste",
        "1 for the first result, or when it was opened directly. | 1 pour le premier résultat, ou quand la page est ouverte directement.",
      ),
    },
  }),
  event("Stay Saved", {
    title: "Stay saved | Hébergement enregistré",
    about:
      "A traveller kept a stay for a trip to come: the action that brings people back. | Un voyageur a gardé un hébergement pour un futur séjour : l’action qui fait revenir.",
    when: "When the server has stored it in the trip folder. | Quand le serveur l’a enregistré dans le dossier de voyage.",
    in: "planning",
    owner: "Growth",
    serves: ["loyalty", "planners"],
    roles: ["key_value_action"],
    critical: true,
    bundles: ["stay"],
    props: {
      stays_saved: whole(
        [1, 500],
        3,
        "Stays in the folder | Hébergements dans le dossier",
        "This one included. | Celui-ci compris.",
      ),
    },
  }),
  event("Price Alert Set", {
    title: "Price alert set | Alerte de prix créée",
    about:
      "A traveller asked to be told when a price falls. | Un voyageur a demandé à être prévenu d’une baisse de prix.",
    when: "When the alert is stored. | Quand l’alerte est enregistrée.",
    in: "planning",
    owner: "Growth",
    serves: ["loyalty", "planners"],
    roles: ["micro_conversion"],
    bundles: ["trip"],
  }),
  event("Trip Shared", {
    title: "Trip shared | Voyage partagé",
    about:
      "A trip folder was shown to fellow travellers. | Un dossier de voyage a été montré à des compagnons de route.",
    when: "When the invitation leaves or the link is copied. | Au départ de l’invitation ou à la copie du lien.",
    in: "planning",
    owner: "Growth",
    serves: ["loyalty", "planners"],
    props: {
      share_method: oneOf(
        ["link", "email", "message"],
        "Way of sharing | Moyen de partage",
        "How it was sent; never to whom. | Comment il a été envoyé ; jamais à qui.",
      ),
    },
  }),
  event("Room Selected", {
    title: "Room selected | Chambre choisie",
    about: "A traveller chose a room and a rate. | Un voyageur a choisi une chambre et un tarif.",
    when: "When the server holds the room for the dates. | Quand le serveur bloque la chambre aux dates choisies.",
    in: "booking",
    owner: "Booking",
    serves: ["booking_path", "look_to_book"],
    roles: ["add_to_cart"],
    critical: true,
    bundles: ["stay", "basket"],
    props: {
      rate_kind: oneOf(
        ["flexible", "non_refundable", "member"],
        "Rate | Tarif",
        "Conditions of the rate. | Conditions du tarif.",
      ),
      rooms: whole([1, 20], 1, "Rooms | Chambres", "How many of them. | Leur nombre."),
    },
  }),
  event("Traveller Details Entered", {
    title: "Traveller details entered | Coordonnées saisies",
    about:
      "Who travels is known; the names themselves are not sent. | Les voyageurs sont connus ; leurs noms ne sont pas envoyés.",
    when: "When the details page is accepted by the server. | Quand la page des coordonnées est acceptée par le serveur.",
    in: "booking",
    owner: "Booking",
    serves: ["booking_path", "look_to_book"],
    bundles: ["basket"],
    props: {
      fields_refused: whole(
        [0, 50],
        1,
        "Fields refused | Champs refusés",
        "Fields that had to be corrected: the friction of the page. | Champs à corriger : la friction de la page.",
      ),
    },
  }),
  event("Extra Added", {
    title: "Extra added | Option ajoutée",
    about: "Something was added to the stay. | Un supplément a été ajouté à l’hébergement.",
    when: "When the basket confirms the extra. | Quand le panier confirme l’option.",
    in: "booking",
    owner: "Booking",
    serves: ["extras", "booking_value"],
    bundles: ["basket"],
    props: {
      extra_kind: oneOf(
        ["breakfast", "transfer", "insurance", "late_arrival", "parking", "activity"],
        "Kind of extra | Type d’option",
        "From the list of extras. | D’après la liste des options.",
      ),
      extra_price: amount(
        24,
        "Price of the extra | Prix de l’option",
        "For the whole stay, with tax. | Pour tout le séjour, taxes comprises.",
      ),
    },
  }),
  event("Payment Attempted", {
    title: "Payment attempted | Paiement tenté",
    about:
      "A means of payment was tried, with or without success. | Un moyen de paiement a été essayé, avec ou sans succès.",
    when: "When the payment provider answers. | À la réponse du prestataire de paiement.",
    in: "booking",
    owner: "Booking",
    serves: ["booking_path", "look_to_book"],
    bundles: ["basket"],
    props: {
      payment_method: oneOf(
        ["card", "wallet", "instalments", "points", "on_site"],
        "Means of payment | Moyen de paiement",
        "What was tried. | Ce qui a été essayé.",
      ),
      is_accepted: flag(
        "Accepted | Accepté",
        "False when the provider refused it. | Faux quand le prestataire l’a refusé.",
      ),
    },
  }),
];
