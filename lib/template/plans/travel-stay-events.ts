/** Travel: the booking, the stay, what is said of it. */

import { type EventDraft, event } from "../build.ts";
import { accountEvents, currency, lifecycleEvents } from "../kit.ts";
import { amount, flag, lines, oneOf, optional, reference, text, whole, withRole } from "../property-draft.ts";

const bookingId = () =>
  reference("BK-204418", "Booking number | Numéro de réservation", "As on the voucher. | Tel que sur le bon.");

export const TRAVEL_BOOKING_EVENTS: readonly EventDraft[] = [
  event("Booking Completed", {
    title: "Booking completed | Réservation confirmée",
    about: "A stay was booked and paid or guaranteed. | Un hébergement a été réservé et payé ou garanti.",
    when: "On the server, when the hotelier’s system confirms; not when the page is shown. | Côté serveur, quand le système de l’hôtelier confirme ; pas à l’affichage de la page.",
    in: "booking",
    owner: "Booking",
    purpose: "service",
    serves: ["destinations", "booking_path", "extras", "gross_bookings"],
    roles: ["purchase"],
    critical: true,
    bundles: ["trip", "stay"],
    props: {
      booking_id: bookingId(),
      total: withRole(
        "revenue",
        amount(
          412.5,
          "Booking total | Total de la réservation",
          "Stay and extras, with taxes. | Hébergement et options, taxes comprises.",
        ),
      ),
      currency: currency(),
      points_used: optional(
        whole([0, 1_000_000], 500, "Points used | Points utilisés", "Absent without any. | Absent s’il n’y en a pas."),
      ),
      booked_rooms: lines(
        {
          room_kind: text("double-sea-view", "Room | Chambre", "Key of the room. | Clé de la chambre."),
          nights_booked: whole([1, 90], 3, "Nights | Nuits", "In this room. | Dans cette chambre."),
          room_price: amount(
            375,
            "Price | Prix",
            "For all nights, with tax. | Pour toutes les nuits, taxes comprises.",
          ),
        },
        "Rooms booked | Chambres réservées",
        "One entry per room. | Une entrée par chambre.",
      ),
    },
  }),
  event("Booking Changed", {
    title: "Booking changed | Réservation modifiée",
    about:
      "Dates, room or guests of a booking were changed. | Les dates, la chambre ou les voyageurs d’une réservation ont changé.",
    when: "When the new booking is confirmed. | Quand la nouvelle réservation est confirmée.",
    in: "stay",
    owner: "Service",
    purpose: "service",
    serves: ["service_promises", "cancellation_rate"],
    props: {
      booking_id: bookingId(),
      change_kind: oneOf(
        ["dates", "room", "guests", "extras"],
        "What changed | Ce qui a changé",
        "The first of them, when several did. | Le premier élément, s’il y en a plusieurs.",
      ),
    },
  }),
  event("Booking Cancelled", {
    title: "Booking cancelled | Réservation annulée",
    about: "A booking was given up before the stay. | Une réservation a été abandonnée avant le séjour.",
    when: "When the cancellation is final, from the server. | Quand l’annulation est définitive, depuis le serveur.",
    in: "stay",
    owner: "Service",
    purpose: "service",
    serves: ["service_promises", "cancellation_rate"],
    critical: true,
    props: {
      booking_id: bookingId(),
      cancelled_by: oneOf(
        ["traveller", "hotelier", "us"],
        "Cancelled by | Annulée par",
        "Who gave it up. | Qui y a renoncé.",
      ),
      days_before: whole(
        [0, 730],
        12,
        "Days before arrival | Jours avant l’arrivée",
        "0 on the day itself. | 0 le jour même.",
      ),
      refund: amount(
        206.25,
        "Refund | Remboursement",
        "What goes back, with tax. | Ce qui est rendu, taxes comprises.",
      ),
    },
  }),
  event("Check-In Completed", {
    title: "Check-in completed | Arrivée enregistrée",
    about: "The traveller is there: the stay has begun. | Le voyageur est sur place : le séjour a commencé.",
    when: "When the hotelier’s system or the app reports the arrival. | Quand le système de l’hôtelier ou l’application signale l’arrivée.",
    in: "stay",
    owner: "Service",
    purpose: "service",
    serves: ["service_promises", "repeat_bookers"],
    props: {
      booking_id: bookingId(),
      is_online: flag(
        "In the app | Dans l’application",
        "True when nobody had to queue at the desk. | Vrai quand personne n’a dû attendre à la réception.",
      ),
    },
  }),
  event("Stay Reviewed", {
    title: "Stay reviewed | Avis déposé",
    about: "A traveller published a review of a stay. | Un voyageur a publié un avis sur un hébergement.",
    when: "When the review is stored, before any moderation. | Quand l’avis est enregistré, avant toute modération.",
    in: "stay",
    owner: "Service",
    serves: ["destinations", "service_promises", "repeat_bookers"],
    bundles: ["stay"],
    props: {
      stars: whole([1, 5], 4, "Stars | Étoiles", "From 1 to 5. | De 1 à 5."),
      has_comment: flag(
        "With a comment | Avec un commentaire",
        "Whether words came with the stars; they are not sent. | Si un texte accompagne la note ; il n’est pas envoyé.",
      ),
    },
  }),
  event("Loyalty Tier Reached", {
    title: "Loyalty tier reached | Niveau de fidélité atteint",
    about: "A member moved up in the loyalty programme. | Un membre a progressé dans le programme de fidélité.",
    when: "When the new tier is granted, by the nightly run. | Quand le nouveau niveau est accordé, lors du calcul de nuit.",
    in: "planning",
    owner: "Lifecycle",
    purpose: "service",
    serves: ["loyalty", "repeat_bookers"],
    props: {
      tier: oneOf(["silver", "gold", "platinum"], "Tier | Niveau", "The one reached. | Celui qui est atteint."),
    },
  }),
];

export const TRAVEL_PEOPLE_EVENTS: readonly EventDraft[] = [
  ...accountEvents({ arriving: ["loyalty", "planners"], returning: ["loyalty", "repeat_bookers"] }, [
    "traveller_profile",
    "travel_style",
    "first_folder",
  ]),
  ...lifecycleEvents(
    ["loyalty", "repeat_bookers"],
    ["service_promises"],
    ["booking", "payment", "change", "stay", "refund", "account"],
  ),
];
