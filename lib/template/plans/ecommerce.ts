import { defineTemplate } from "../build.ts";
import { PURPOSES, personTraits } from "../kit.ts";
import { amount, oneOf, reference, text, trait, whole } from "../property-draft.ts";
import { ECOMMERCE_EVENTS } from "./ecommerce-events.ts";

export const ecommerce = defineTemplate({
  key: "ecommerce",
  name: "E-commerce | E-commerce",
  about:
    "An online shop: discovery, basket, checkout, delivery, returns and loyalty. | Une boutique en ligne : découverte, panier, paiement, livraison, retours et fidélité.",
  person: "Customer number of the shop | Numéro de client de la boutique",
  owner: "Growth",
  purposes: PURPOSES,
  decisions: {
    assortment: {
      name: "Which products to promote, restock or drop | Quels produits mettre en avant, réassortir ou retirer",
      about: "Monthly, with the buyers. | Chaque mois, avec les acheteurs.",
      owner: "Merchandising",
    },
    checkout: {
      name: "Where to simplify the path to payment | Où simplifier le chemin vers le paiement",
      about:
        "Every two weeks, from the losses of the funnel. | Toutes les deux semaines, d’après les pertes du funnel.",
      owner: "Checkout",
    },
    acquisition: {
      name: "Where to spend the acquisition budget | Où dépenser le budget d’acquisition",
      about: "Monthly, by the value of customers per channel. | Chaque mois, selon la valeur des clients par canal.",
      owner: "Growth",
    },
    loyalty: {
      name: "Whom to win back, and with which offer | Qui reconquérir, et avec quelle offre",
      about: "Weekly, from the cohorts at risk. | Chaque semaine, d’après les cohortes à risque.",
      owner: "Lifecycle",
    },
    service: {
      name: "Which delivery and return promises to keep | Quelles promesses de livraison et de retour tenir",
      about: "Quarterly, with logistics. | Chaque trimestre, avec la logistique.",
      owner: "Operations",
    },
  },
  metrics: {
    revenue: {
      name: "Net revenue | Chiffre d’affaires net",
      about:
        "What the shop keeps once refunds are paid. | Ce que la boutique garde une fois les remboursements versés.",
      formula: "Sum of order totals, less refunds. | Somme des totaux de commande, moins les remboursements.",
      owner: "Finance",
      decisions: ["assortment", "acquisition"],
    },
    order_value: {
      name: "Average order value | Panier moyen",
      about: "What an order brings. | Ce que rapporte une commande.",
      formula: "Sum of order totals, divided by orders. | Somme des totaux de commande, divisée par les commandes.",
      owner: "Merchandising",
      decisions: ["assortment"],
      parent: "revenue",
    },
    conversion: {
      name: "Checkout conversion | Conversion du paiement",
      about: "Who pays once the basket is filled. | Qui paie une fois le panier rempli.",
      formula:
        "People who order, over people who add to the basket. | Personnes qui commandent, sur personnes qui ajoutent au panier.",
      owner: "Checkout",
      decisions: ["checkout"],
      parent: "revenue",
    },
    repurchase: {
      name: "Repurchase rate | Taux de réachat",
      about: "Who comes back to buy. | Qui revient acheter.",
      formula: "Buyers with a second order within 90 days. | Acheteurs avec une deuxième commande sous 90 jours.",
      owner: "Lifecycle",
      decisions: ["loyalty", "acquisition"],
      parent: "revenue",
    },
    activation: {
      name: "Activation rate | Taux d’activation",
      about: "New customers who found a use of the shop. | Nouveaux clients qui ont trouvé un usage de la boutique.",
      formula:
        "Three products saved within 7 days of sign-up. | Trois produits enregistrés en 7 jours après l’inscription.",
      owner: "Growth",
      decisions: ["acquisition"],
      parent: "repurchase",
    },
    returns: {
      name: "Return rate | Taux de retour",
      about: "Orders that come back. | Commandes qui reviennent.",
      formula: "Returns requested, over orders completed. | Retours demandés, sur commandes validées.",
      owner: "Operations",
      decisions: ["service", "assortment"],
    },
  },
  categories: {
    account: ["Account | Compte", "Signing up and in. | Inscription et connexion."],
    discovery: ["Discovery | Découverte", "Looking for products. | Recherche de produits."],
    checkout: ["Checkout | Achat", "From the basket to the order. | Du panier à la commande."],
    after_sales: ["After-sales | Après-vente", "Delivery, returns, reviews. | Livraison, retours, avis."],
    lifecycle: ["Lifecycle | Relation client", "E-mails, help and opinions. | E-mails, assistance et opinions."],
  },
  bundles: {
    product: {
      name: "Product | Produit",
      about: "The product an event is about. | Le produit dont parle un événement.",
      owner: "Merchandising",
      serves: ["assortment", "revenue"],
      props: {
        product_id: text(
          "SKU-2041",
          "Product number | Référence du produit",
          "The number of the catalogue. | La référence du catalogue.",
        ),
        product_category: oneOf(
          ["home", "fashion", "beauty", "electronics", "food", "sport"],
          "Department | Rayon",
          "First level of the catalogue. | Premier niveau du catalogue.",
        ),
        price: amount(
          39.9,
          "Unit price | Prix unitaire",
          "With tax, before any discount. | Taxes comprises, avant toute remise.",
        ),
      },
    },
    cart: {
      name: "Basket | Panier",
      about: "The basket an event is about. | Le panier dont parle un événement.",
      owner: "Checkout",
      serves: ["checkout", "conversion"],
      props: {
        cart_id: reference(
          "cart-58120",
          "Basket number | Numéro de panier",
          "Stays the same until the order. | Reste le même jusqu’à la commande.",
        ),
        cart_value: amount(
          79.8,
          "Basket value | Valeur du panier",
          "With tax, before shipping. | Taxes comprises, avant livraison.",
        ),
      },
    },
  },
  traits: {
    serves: ["loyalty"],
    list: {
      ...personTraits(["none", "trial", "member", "cancelled"]),
      loyalty_tier: trait(
        "customer_data",
        oneOf(
          ["bronze", "silver", "gold"],
          "Loyalty tier | Niveau de fidélité",
          "Tier of the loyalty programme. | Niveau du programme de fidélité.",
        ),
      ),
      household_size: trait(
        "demographic",
        whole([1, 12], 3, "People at home | Personnes au foyer", "As stated in the profile. | Selon le profil."),
      ),
      favourite_category: trait(
        "behavioural",
        oneOf(
          ["home", "fashion", "beauty", "electronics", "food", "sport"],
          "Favourite department | Rayon préféré",
          "Where most was spent over a year. | Là où le plus a été dépensé en un an.",
        ),
      ),
    },
  },
  events: ECOMMERCE_EVENTS,
  journeys: {
    purchase: {
      name: "From discovery to order | De la découverte à la commande",
      about: "What a visitor goes through to become a customer. | Ce qu’un visiteur traverse pour devenir client.",
      owner: "Checkout",
      steps: [
        [
          "Home page | Accueil",
          "First contact, and what is tested there. | Premier contact, et ce qui y est testé.",
          "Experiment Viewed",
        ],
        [
          "Search and lists | Recherche et listes",
          "Looking for a product. | Recherche d’un produit.",
          "Product Searched",
          "Product List Viewed",
        ],
        [
          "Product page | Fiche produit",
          "Deciding whether it fits. | Juger si le produit convient.",
          "Product Viewed",
          "Size Guide Opened",
          "Product Saved",
        ],
        [
          "Basket | Panier",
          "Choosing what to buy. | Choisir quoi acheter.",
          "Product Added",
          "Product Removed",
          "Cart Viewed",
          "Coupon Applied",
        ],
        [
          "Checkout | Paiement",
          "Address, delivery, payment. | Adresse, livraison, paiement.",
          "Checkout Started",
          "Delivery Chosen",
          "Payment Failed",
        ],
        ["Confirmation | Confirmation", "The order is paid. | La commande est payée.", "Order Completed"],
      ],
    },
    account: {
      name: "Becoming a customer | Devenir client",
      about: "From a new account to a habit. | D’un nouveau compte à une habitude.",
      owner: "Growth",
      steps: [
        [
          "Account | Compte",
          "Creating an account, and coming back to it. | Créer un compte, et y revenir.",
          "Signed Up",
          "Logged In",
        ],
        [
          "Welcome | Bienvenue",
          "First steps in the shop. | Premiers pas dans la boutique.",
          "Onboarding Step Completed",
        ],
      ],
    },
    after_sales: {
      name: "After the order | Après la commande",
      about: "What decides whether a customer comes back. | Ce qui décide si un client revient.",
      owner: "Operations",
      steps: [
        ["Delivery | Livraison", "The parcel arrives. | Le colis arrive.", "Order Delivered"],
        [
          "Return | Retour",
          "Something goes back. | Un article repart.",
          "Return Requested",
          "Order Refunded",
          "Support Requested",
        ],
        [
          "Opinion | Avis",
          "What the customer says of it. | Ce que le client en dit.",
          "Product Reviewed",
          "Satisfaction Answered",
        ],
        [
          "Keeping in touch | Garder le contact",
          "Campaigns, and their refusal. | Campagnes, et leur refus.",
          "Email Sent",
          "Email Opened",
          "Unsubscribed",
        ],
      ],
    },
  },
});
