/** Lead generation: the site, its content, its forms. */

import { type EventDraft, event } from "../build.ts";
import { channel, experimentViewed } from "../kit.ts";
import { amount, flag, oneOf, text, whole } from "../property-draft.ts";

export const LEAD_SITE_EVENTS: readonly EventDraft[] = [
  experimentViewed("site", ["pages", "lead_rate"]),
  event("Landing Page Viewed", {
    title: "Landing page viewed | Page d’atterrissage vue",
    about: "A visit began on a page made for a campaign. | Une visite a commencé sur une page faite pour une campagne.",
    when: "When the page is visible, once per visit; other pages are not counted. | Quand la page est visible, une fois par visite ; les autres pages ne comptent pas.",
    in: "site",
    serves: ["budget", "pages", "cost_per_lead"],
    critical: true,
    props: {
      landing_page: text(
        "audit-offer",
        "Landing page | Page d’atterrissage",
        "Its key in the site. | Sa clé dans le site.",
      ),
      visit_channel: oneOf(
        ["search", "social", "email", "referral", "partner", "direct"],
        "Channel of the visit | Canal de la visite",
        "From the campaign parameters, else the referrer. | D’après les paramètres de campagne, sinon le site d’origine.",
      ),
    },
  }),
  event("Offer Viewed", {
    title: "Offer viewed | Offre consultée",
    about: "The page of one of our services was read. | La page de l’un de nos services a été lue.",
    when: "When half of the page has been scrolled through. | Quand la moitié de la page a défilé.",
    in: "site",
    serves: ["pages", "lead_rate"],
    roles: ["product_viewed"],
    bundles: ["offer"],
  }),
  event("Resource Consulted", {
    title: "Resource consulted | Ressource consultée",
    about:
      "A guide, case study or webinar was really used: the sign of an interest that lasts. | Un guide, une étude de cas ou un webinaire a vraiment servi : le signe d’un intérêt durable.",
    when: "At the download, at three quarters of the video, or after two minutes of reading. | Au téléchargement, aux trois quarts de la vidéo ou après deux minutes de lecture.",
    in: "content",
    owner: "Content",
    serves: ["content", "engaged_leads"],
    roles: ["key_value_action"],
    critical: true,
    props: {
      resource_kind: oneOf(
        ["guide", "case_study", "webinar", "article", "template"],
        "Kind of resource | Type de ressource",
        "First level of the library. | Premier niveau de la médiathèque.",
      ),
      resource_key: text(
        "audit-guide",
        "Resource | Ressource",
        "Its key in the library. | Sa clé dans la médiathèque.",
      ),
      topic_area: oneOf(
        ["method", "price", "regulation", "results", "comparison"],
        "Topic | Thème",
        "What it is about. | Ce dont elle parle.",
      ),
    },
  }),
  event("FAQ Answer Opened", {
    title: "FAQ answer opened | Réponse de FAQ ouverte",
    about: "A visitor looked for the answer to a doubt. | Un visiteur a cherché la réponse à un doute.",
    when: "When an answer is unfolded, once per visit and answer. | Quand une réponse est dépliée, une fois par visite et par réponse.",
    in: "content",
    owner: "Content",
    serves: ["content", "pages", "lead_rate"],
    roles: ["micro_conversion"],
    props: {
      question_key: text("how-long", "Question | Question", "Its key in the site. | Sa clé dans le site."),
    },
  }),
  event("Price Calculator Used", {
    title: "Price calculator used | Calculateur de prix utilisé",
    about: "A visitor worked out what the service would cost. | Un visiteur a estimé ce que le service coûterait.",
    when: "When an estimate is shown, once per visit. | À l’affichage d’une estimation, une fois par visite.",
    in: "content",
    owner: "Content",
    serves: ["pages", "lead_rate"],
    roles: ["micro_conversion"],
    bundles: ["offer"],
    props: {
      estimate: amount(
        4800,
        "Estimate | Estimation",
        "In euros, without tax, as shown. | En euros, hors taxes, telle qu’affichée.",
      ),
    },
  }),
  event("Form Started", {
    title: "Form started | Formulaire commencé",
    about: "A visitor began to fill in a form. | Un visiteur a commencé à remplir un formulaire.",
    when: "At the first change of a field, once per visit and form; what is typed is never sent. | À la première modification d’un champ, une fois par visite et par formulaire ; la saisie n’est jamais envoyée.",
    in: "capture",
    serves: ["forms", "lead_rate"],
    critical: true,
    bundles: ["form"],
  }),
  event("Form Field Refused", {
    title: "Form field refused | Champ de formulaire refusé",
    about: "A form could not be sent because of a field. | Un formulaire n’a pas pu partir à cause d’un champ.",
    when: "When the message under the field appears after a press of the button. | Quand le message sous le champ apparaît après un appui sur le bouton.",
    in: "capture",
    serves: ["forms", "lead_rate"],
    bundles: ["form"],
    props: {
      field_name: oneOf(
        ["email", "phone", "company", "need", "budget", "consent"],
        "Field | Champ",
        "Which one; never its content. | Lequel ; jamais son contenu.",
      ),
      fault: oneOf(["empty", "format", "refused"], "Fault | Défaut", "What was wrong. | Ce qui n’allait pas."),
    },
  }),
  event("Phone Number Pressed", {
    title: "Phone number pressed | Numéro de téléphone touché",
    about: "A visitor meant to call rather than write. | Un visiteur a voulu appeler plutôt qu’écrire.",
    when: "At the press of a telephone link; the call itself is known to the switchboard alone. | À l’appui sur un lien téléphonique ; l’appel lui-même n’est connu que du standard.",
    in: "capture",
    serves: ["forms", "lead_rate"],
    roles: ["micro_conversion"],
  }),
  event("Lead Created", {
    title: "Lead created | Prospect créé",
    about:
      "A visitor left an address and agreed to be answered. | Un visiteur a laissé ses coordonnées et accepté d’être recontacté.",
    when: "On the server, once the form is stored and is not spam. | Côté serveur, une fois le formulaire enregistré et hors indésirables.",
    in: "capture",
    purpose: "request",
    serves: ["budget", "forms", "cost_per_lead", "lead_rate"],
    roles: ["sign_up"],
    critical: true,
    bundles: ["form"],
    props: {
      channel: channel(),
      is_professional: flag(
        "Professional address | Adresse professionnelle",
        "False for a personal mailbox. | Faux pour une messagerie personnelle.",
      ),
    },
  }),
  event("Qualification Step Completed", {
    title: "Qualification step completed | Étape de qualification terminée",
    about:
      "A new lead answered one of the questions that say how to help. | Un nouveau prospect a répondu à l’une des questions qui disent comment l’aider.",
    when: "When the answer is stored, once per lead and step. | Quand la réponse est enregistrée, une fois par prospect et par étape.",
    in: "capture",
    purpose: "request",
    serves: ["forms", "qualification"],
    roles: ["onboarding_step"],
    props: {
      step_name: oneOf(
        ["need", "team_size", "budget", "date"],
        "Step | Étape",
        "What was asked. | Ce qui était demandé.",
      ),
      step_number: whole(
        [1, 4],
        1,
        "Position of the step | Rang de l’étape",
        "Its place in the questionnaire. | Sa place dans le questionnaire.",
      ),
    },
  }),
];
