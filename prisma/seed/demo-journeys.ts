/** The ways through the demo shop, with pictures of its screens and the events pinned on them. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { invariant } from "../../lib/base/error.ts";
import type { LocalizedText } from "../../lib/plan/plan.ts";
import type { ImageRef, Journey, JourneyStep } from "../../lib/plan/plan-journey.ts";
import { saveImage } from "../../lib/plan/store-image.ts";
import { projectRoot } from "../../lib/store/project-root.ts";
import { both } from "./demo-plan-parts.ts";

/** Files of `pictures/` by the SHA-256 of their bytes, which is how a plan names them. */
const PICTURES = {
  "home.png": "4a6237c90f85685dc23611ae4ecf1de9823981b3d769e20226d0d43463ac581b",
  "product.png": "93c4c00ab31dc2f70d20be5686e37787882d52c5f65933b3c5cd55cba12dbe06",
  "checkout.png": "98630a1c145b1e89d54f841cfec55c62e13c527c69a09ad828d46e4884b59fc4",
  "thanks.png": "33f2aae2f101c8b32aff07e0dcda08c56b8bba5aea4ca3e2fc8c89fdd435f390",
} as const;

const SHOP = "https://maison-lin.example";

interface DemoStep extends Partial<JourneyStep> {
  readonly says: LocalizedText;
}

function picture(file: keyof typeof PICTURES, alt: LocalizedText): { readonly image: ImageRef } {
  return { image: { id: PICTURES[file], alt } };
}

function step(id: string, name: LocalizedText, { says, ...more }: DemoStep): JourneyStep {
  return { id: `stp_${id}`, name, description: says, source: "shop-web", events: [], ...more };
}

const purchase: Journey = {
  id: "jny_purchase",
  name: both("From the home page to the order", "De l’accueil à la commande"),
  description: both("What a visitor goes through to buy.", "Ce qu’un visiteur traverse pour acheter."),
  owner: "Checkout",
  steps: [
    step("home", both("Home page", "Accueil"), {
      says: both("First contact, and what is tested there.", "Premier contact, et ce qui y est testé."),
      url: `${SHOP}/`,
      events: ["evt_homepage_tested", "evt_home"],
      ...picture("home.png", both("The home page with four articles.", "L’accueil avec quatre articles.")),
    }),
    step("product", both("Article", "Article"), {
      says: both("Deciding whether it fits.", "Juger si l’article convient."),
      url: `${SHOP}/drap-plat`,
      events: ["evt_product_viewed", "evt_product_searched", "evt_size_guide_opened", "evt_list_saved"],
      ...picture("product.png", both("A sheet, its sizes and its price.", "Un drap, ses tailles et son prix.")),
    }),
    step("checkout", both("Basket and payment", "Panier et paiement"), {
      says: both("From the first article to the payment.", "Du premier article au paiement."),
      url: `${SHOP}/panier`,
      events: ["evt_product_added", "evt_checkout_started", "evt_payment_attempted"],
      ...picture(
        "checkout.png",
        both("Two articles, the total and the payment.", "Deux articles, le total et le paiement."),
      ),
    }),
    step("thanks", both("Thank you", "Merci"), {
      says: both("The order is taken; the shop’s server says so.", "La commande est prise ; le serveur le dit."),
      url: `${SHOP}/merci`,
      source: "shop-server",
      events: ["evt_order_completed"],
      ...picture("thanks.png", both("The order’s number and its delivery.", "Le numéro de commande et la livraison.")),
    }),
  ],
};

const belonging: Journey = {
  id: "jny_belonging",
  name: both("From the account to the membership", "Du compte à l’abonnement"),
  description: both("How a customer stays, or leaves.", "Comment un client reste, ou s’en va."),
  owner: "Growth",
  steps: [
    step("account", both("Account", "Compte"), {
      says: both("Signing up, then coming back.", "S’inscrire, puis revenir."),
      events: ["evt_signed_up", "evt_logged_in"],
    }),
    step("tour", both("Guided tour", "Visite guidée"), {
      says: both("Three steps that show the use of the shop.", "Trois étapes qui montrent l’usage de la boutique."),
      events: ["evt_onboarding_step_completed"],
    }),
    step("membership", both("Membership", "Abonnement"), {
      says: both("Beginning it, ending it.", "Le commencer, le terminer."),
      events: ["evt_membership_started", "evt_membership_cancelled"],
    }),
    step("contact", both("E-mails and support", "E-mails et assistance"), {
      says: both(
        "What the shop writes, and what customers answer.",
        "Ce que la boutique écrit et ce qu’on lui répond.",
      ),
      source: "shop-server",
      events: ["evt_email_sent", "evt_email_opened", "evt_unsubscribed", "evt_support_requested", "evt_rating_given"],
    }),
  ],
};

export const journeys: Journey[] = [purchase, belonging];

/** Keeps the pictures for the project, before a plan names them; again, nothing happens. */
export async function seedPictures(project: AuthorizedProject): Promise<void> {
  for (const [file, id] of Object.entries(PICTURES)) {
    const saved = await saveImage(project, await readFile(join(projectRoot(), "prisma", "seed", "pictures", file)));
    invariant(saved.id === id, `pictures/${file} is another than the plan names`);
  }
}
