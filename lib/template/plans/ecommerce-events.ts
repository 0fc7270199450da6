/** Events of an online shop. */

import { type EventDraft, event } from "../build.ts";
import { accountEvents, currency, experimentViewed, lifecycleEvents } from "../kit.ts";
import { amount, flag, lines, oneOf, optional, reference, text, whole, withRole } from "../property-draft.ts";

const DISCOVERY: readonly EventDraft[] = [
  experimentViewed("discovery", ["checkout", "conversion"]),
  event("Product Searched", {
    title: "Product searched | Recherche de produit",
    about: "A visitor looked for something by words. | Un visiteur a cherché quelque chose par des mots.",
    when: "When the results are shown, once per search; not at each key. | À l’affichage des résultats, une fois par recherche ; pas à chaque touche.",
    in: "discovery",
    owner: "Merchandising",
    serves: ["assortment"],
    props: {
      query: text(
        "linen sheet",
        "Words searched | Mots cherchés",
        "As typed, in lower case. | Tels que saisis, en minuscules.",
      ),
      results: whole(
        [0, 10_000],
        24,
        "Results | Résultats",
        "How many products were found. | Nombre de produits trouvés.",
      ),
    },
  }),
  event("Product List Viewed", {
    title: "Product list viewed | Liste de produits vue",
    about: "A list of products was shown. | Une liste de produits a été affichée.",
    when: "When the first row of the list is on screen. | Quand la première ligne de la liste est à l’écran.",
    in: "discovery",
    owner: "Merchandising",
    serves: ["assortment"],
    props: {
      list_name: text(
        "new-arrivals",
        "List | Liste",
        "Key of the department or selection. | Clé du rayon ou de la sélection.",
      ),
    },
  }),
  event("Product Viewed", {
    title: "Product viewed | Produit vu",
    about: "A product page was opened. | Une fiche produit a été ouverte.",
    when: "When the page shows price and availability. | Quand la page montre le prix et la disponibilité.",
    in: "discovery",
    owner: "Merchandising",
    serves: ["assortment", "conversion"],
    roles: ["product_viewed"],
    critical: true,
    bundles: ["product"],
    props: {
      in_stock: flag("In stock | En stock", "Whether it can be ordered now. | S’il peut être commandé maintenant."),
    },
  }),
  event("Size Guide Opened", {
    title: "Size guide opened | Guide des tailles ouvert",
    about: "A visitor checked whether the product fits. | Un visiteur a vérifié si le produit lui convient.",
    when: "When the guide is unfolded or its page opened. | Quand le guide est déplié ou sa page ouverte.",
    in: "discovery",
    owner: "Merchandising",
    serves: ["conversion", "returns"],
    roles: ["micro_conversion"],
    bundles: ["product"],
  }),
  event("Product Saved", {
    title: "Product saved | Produit enregistré",
    about:
      "A customer put a product on a wish list: the action that makes people come back. | Un client a mis un produit dans sa liste d’envies : l’action qui fait revenir.",
    when: "When the server has stored it. | Quand le serveur l’a enregistré.",
    in: "discovery",
    serves: ["loyalty", "activation"],
    roles: ["key_value_action"],
    critical: true,
    bundles: ["product"],
  }),
];

const CHECKOUT: readonly EventDraft[] = [
  event("Product Added", {
    title: "Product added | Produit ajouté au panier",
    about: "A product was put in the basket. | Un produit a été mis au panier.",
    when: "When the basket confirms the new line. | Quand le panier confirme la nouvelle ligne.",
    in: "checkout",
    owner: "Checkout",
    serves: ["checkout", "conversion"],
    roles: ["add_to_cart"],
    critical: true,
    bundles: ["product", "cart"],
    props: { quantity: whole([1, 999], 2, "Quantity | Quantité", "Units added. | Unités ajoutées.") },
  }),
  event("Product Removed", {
    title: "Product removed | Produit retiré du panier",
    about: "A product was taken out of the basket. | Un produit a été retiré du panier.",
    when: "When the basket confirms that the line is gone. | Quand le panier confirme que la ligne a disparu.",
    in: "checkout",
    owner: "Checkout",
    serves: ["checkout", "conversion"],
    bundles: ["product", "cart"],
  }),
  event("Cart Viewed", {
    title: "Basket viewed | Panier vu",
    about: "The basket was opened with something in it. | Le panier a été ouvert avec au moins un article.",
    when: "When the basket page or drawer is shown. | À l’affichage de la page ou du volet du panier.",
    in: "checkout",
    owner: "Checkout",
    serves: ["checkout"],
    bundles: ["cart"],
  }),
  event("Coupon Applied", {
    title: "Coupon applied | Code promo appliqué",
    about: "A promotional code was accepted. | Un code promotionnel a été accepté.",
    when: "When the server accepts the code. | Quand le serveur accepte le code.",
    in: "checkout",
    owner: "Checkout",
    serves: ["checkout", "order_value"],
    roles: ["micro_conversion"],
    bundles: ["cart"],
    props: {
      coupon: text("WELCOME10", "Code | Code", "The code, in capitals. | Le code, en capitales."),
      discount: amount(7.98, "Discount | Remise", "What it takes off, with tax. | Ce qu’il déduit, taxes comprises."),
    },
  }),
  event("Checkout Started", {
    title: "Checkout started | Commande commencée",
    about: "A customer went from the basket to the checkout. | Un client est passé du panier à la commande.",
    when: "When the first page of the checkout is shown. | À l’affichage de la première page de la commande.",
    in: "checkout",
    owner: "Checkout",
    serves: ["checkout", "conversion"],
    critical: true,
    bundles: ["cart"],
  }),
  event("Delivery Chosen", {
    title: "Delivery chosen | Livraison choisie",
    about: "A customer chose how to receive the order. | Un client a choisi comment recevoir sa commande.",
    when: "When the choice is confirmed; not at each click on an option. | À la validation du choix ; pas à chaque clic sur une option.",
    in: "checkout",
    owner: "Checkout",
    serves: ["checkout", "service"],
    bundles: ["cart"],
    props: {
      delivery_method: oneOf(
        ["home", "pickup_point", "store"],
        "Delivery | Livraison",
        "How the parcel arrives. | Comment le colis arrive.",
      ),
      shipping_cost: amount(
        4.9,
        "Shipping cost | Frais de port",
        "With tax; 0 when offered. | Taxes comprises ; 0 s’ils sont offerts.",
      ),
    },
  }),
  event("Payment Failed", {
    title: "Payment failed | Paiement refusé",
    about: "A payment was refused or abandoned. | Un paiement a été refusé ou abandonné.",
    when: "When the payment provider answers anything but success. | Quand le prestataire de paiement répond autre chose qu’un succès.",
    in: "checkout",
    owner: "Checkout",
    purpose: "service",
    serves: ["checkout", "conversion"],
    bundles: ["cart"],
    props: {
      payment_method: oneOf(
        ["card", "wallet", "transfer", "instalments"],
        "Means of payment | Moyen de paiement",
        "As chosen by the customer. | Choisi par le client.",
      ),
      failure_reason: oneOf(
        ["refused", "abandoned", "timeout", "fraud_suspected"],
        "Reason | Motif",
        "Why it did not go through. | Pourquoi il n’a pas abouti.",
      ),
    },
  }),
  event("Order Completed", {
    title: "Order completed | Commande validée",
    about: "An order was paid. | Une commande a été payée.",
    when: "On the server, once the payment is confirmed, once per order. | Côté serveur, une fois le paiement confirmé, une fois par commande.",
    in: "checkout",
    owner: "Checkout",
    purpose: "service",
    serves: ["assortment", "acquisition", "revenue", "order_value", "conversion", "repurchase"],
    roles: ["purchase"],
    critical: true,
    props: {
      order_id: reference(
        "SO-104233",
        "Order number | Numéro de commande",
        "As on the invoice. | Tel que sur la facture.",
      ),
      total: withRole(
        "revenue",
        amount(
          84.7,
          "Order total | Total de la commande",
          "With tax and shipping, discounts taken off. | Taxes et port compris, remises déduites.",
        ),
      ),
      currency: currency(),
      payment_method: oneOf(
        ["card", "wallet", "transfer", "instalments"],
        "Means of payment | Moyen de paiement",
        "What the order was paid with. | Ce qui a servi à payer.",
      ),
      coupon: optional(text("WELCOME10", "Code | Code", "The code used, if any. | Le code utilisé, s’il y en a un.")),
      lines: lines(
        {
          product_id: text(
            "SKU-2041",
            "Product number | Référence du produit",
            "The number of the catalogue. | La référence du catalogue.",
          ),
          quantity: whole([1, 999], 2, "Quantity | Quantité", "Units ordered. | Unités commandées."),
          price: amount(39.9, "Unit price | Prix unitaire", "As paid, with tax. | Tel que payé, taxes comprises."),
        },
        "Lines | Lignes",
        "One per product. | Une par produit.",
      ),
    },
  }),
];

const AFTER_SALES: readonly EventDraft[] = [
  event("Order Delivered", {
    title: "Order delivered | Commande livrée",
    about: "A parcel reached its customer. | Un colis est arrivé chez son client.",
    when: "When the carrier reports the delivery. | Quand le transporteur signale la livraison.",
    in: "after_sales",
    owner: "Operations",
    purpose: "service",
    serves: ["service"],
    props: {
      order_id: reference(
        "SO-104233",
        "Order number | Numéro de commande",
        "As on the invoice. | Tel que sur la facture.",
      ),
      delivery_days: whole(
        [0, 90],
        3,
        "Days taken | Délai en jours",
        "From the order to the delivery. | De la commande à la livraison.",
      ),
    },
  }),
  event("Return Requested", {
    title: "Return requested | Retour demandé",
    about: "A customer asked to send something back. | Un client a demandé à renvoyer un article.",
    when: "When the return form is accepted. | Quand le formulaire de retour est accepté.",
    in: "after_sales",
    owner: "Operations",
    purpose: "service",
    serves: ["service", "returns"],
    critical: true,
    bundles: ["product"],
    props: {
      order_id: reference(
        "SO-104233",
        "Order number | Numéro de commande",
        "As on the invoice. | Tel que sur la facture.",
      ),
      return_reason: oneOf(
        ["size", "quality", "late", "changed_mind", "damaged"],
        "Reason | Motif",
        "As chosen in the form. | Choisi dans le formulaire.",
      ),
    },
  }),
  event("Order Refunded", {
    title: "Order refunded | Commande remboursée",
    about: "Money went back to a customer. | De l’argent a été rendu à un client.",
    when: "On the server, when the refund is accepted by the bank. | Côté serveur, quand la banque accepte le remboursement.",
    in: "after_sales",
    owner: "Operations",
    purpose: "service",
    serves: ["revenue", "returns"],
    props: {
      order_id: reference(
        "SO-104233",
        "Order number | Numéro de commande",
        "As on the invoice. | Tel que sur la facture.",
      ),
      refund: amount(39.9, "Amount refunded | Montant remboursé", "With tax. | Taxes comprises."),
      currency: currency(),
    },
  }),
  event("Product Reviewed", {
    title: "Product reviewed | Avis déposé",
    about: "A customer published a review of a product. | Un client a publié un avis sur un produit.",
    when: "When the review is accepted, before any moderation. | Quand l’avis est reçu, avant toute modération.",
    in: "after_sales",
    owner: "Merchandising",
    serves: ["assortment", "loyalty"],
    bundles: ["product"],
    props: { stars: whole([1, 5], 4, "Stars | Étoiles", "From 1 to 5. | De 1 à 5.") },
  }),
];

export const ECOMMERCE_EVENTS: readonly EventDraft[] = [
  ...accountEvents({ arriving: ["acquisition", "activation"], returning: ["loyalty", "repurchase"] }, [
    "profile",
    "preferences",
    "first_list",
  ]),
  ...DISCOVERY,
  ...CHECKOUT,
  ...AFTER_SALES,
  ...lifecycleEvents(["loyalty", "repurchase"], ["service"], ["delivery", "return", "product", "payment", "account"]),
];
