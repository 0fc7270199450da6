/** Events of a subscription software for teams. */

import { type EventDraft, event } from "../build.ts";
import { accountEvents, currency, experimentViewed, lifecycleEvents } from "../kit.ts";
import { amount, oneOf, optional, reference, text, whole, withRole } from "../property-draft.ts";

const EVALUATION: readonly EventDraft[] = [
  experimentViewed("evaluation", ["onboarding", "trial_conversion"]),
  event("Feature Page Viewed", {
    title: "Feature page viewed | Page de fonctionnalité vue",
    about:
      "Someone read what a feature of the product does. | Quelqu’un a lu ce que fait une fonctionnalité du produit.",
    when: "When the page is shown, on the site or in the product. | À l’affichage de la page, sur le site ou dans le produit.",
    in: "evaluation",
    owner: "Marketing",
    serves: ["roadmap", "trial_conversion"],
    roles: ["product_viewed"],
    props: {
      feature: text("dashboards", "Feature | Fonctionnalité", "Key of the feature. | Clé de la fonctionnalité."),
    },
  }),
  event("Pricing Viewed", {
    title: "Pricing viewed | Tarifs vus",
    about: "Someone looked at the price list. | Quelqu’un a consulté les tarifs.",
    when: "When the price list is on screen. | Quand la grille tarifaire est à l’écran.",
    in: "evaluation",
    owner: "Marketing",
    serves: ["pricing", "trial_conversion"],
    roles: ["micro_conversion"],
  }),
  event("Demo Requested", {
    title: "Demo requested | Démonstration demandée",
    about: "Someone asked to be shown the product. | Quelqu’un a demandé qu’on lui montre le produit.",
    when: "When the form is accepted by the server. | Quand le serveur accepte le formulaire.",
    in: "evaluation",
    owner: "Marketing",
    serves: ["pricing", "trial_conversion"],
    roles: ["micro_conversion"],
    props: {
      team_size: oneOf(
        ["1-9", "10-49", "50-249", "250+"],
        "Team size | Taille de l’équipe",
        "As stated in the form. | Selon le formulaire.",
      ),
    },
  }),
];

const WORK: readonly EventDraft[] = [
  event("Workspace Created", {
    title: "Workspace created | Espace de travail créé",
    about: "A team got a place of its own. | Une équipe a un endroit à elle.",
    when: "On the server, once the workspace exists. | Côté serveur, une fois l’espace créé.",
    in: "account",
    serves: ["onboarding", "activation"],
    bundles: ["workspace"],
    props: {
      template: text(
        "blank",
        "Starting point | Point de départ",
        "Template chosen, or blank. | Modèle choisi, ou vierge.",
      ),
    },
  }),
  event("Teammate Invited", {
    title: "Teammate invited | Collègue invité",
    about:
      "A user asked someone else to join the workspace. | Un utilisateur a invité quelqu’un d’autre dans l’espace.",
    when: "When the invitation is sent, once per person invited. | À l’envoi de l’invitation, une fois par personne invitée.",
    in: "account",
    owner: "Growth",
    serves: ["onboarding", "activation"],
    critical: true,
    bundles: ["workspace"],
    props: {
      invited_role: oneOf(
        ["admin", "member", "guest"],
        "Role given | Rôle donné",
        "Role of the invited person. | Rôle de la personne invitée.",
      ),
    },
  }),
  event("Integration Connected", {
    title: "Integration connected | Intégration connectée",
    about: "Data of another tool comes in. | Les données d’un autre outil arrivent.",
    when: "When the first exchange with the other tool succeeds. | Quand le premier échange avec l’autre outil réussit.",
    in: "work",
    serves: ["roadmap", "adoption"],
    critical: true,
    bundles: ["workspace"],
    props: {
      integration: oneOf(
        ["spreadsheet", "crm", "warehouse", "messaging", "storage"],
        "Tool | Outil",
        "Kind of tool connected. | Type d’outil connecté.",
      ),
    },
  }),
  event("File Imported", {
    title: "File imported | Fichier importé",
    about: "Data was brought in by hand. | Des données ont été apportées à la main.",
    when: "When the rows are stored; not at the upload. | Quand les lignes sont enregistrées ; pas au téléversement.",
    in: "work",
    serves: ["roadmap", "adoption"],
    bundles: ["workspace"],
    props: { row_count: whole([0, 1_000_000], 1200, "Rows | Lignes", "Rows stored. | Lignes enregistrées.") },
  }),
  event("Project Created", {
    title: "Project created | Projet créé",
    about: "A user opened a new project. | Un utilisateur a ouvert un nouveau projet.",
    when: "On the server, once the project exists. | Côté serveur, une fois le projet créé.",
    in: "work",
    serves: ["onboarding", "adoption"],
    bundles: ["workspace"],
  }),
  event("Report Created", {
    title: "Report created | Rapport créé",
    about: "A user saved a new report. | Un utilisateur a enregistré un nouveau rapport.",
    when: "At the first save; later changes do not count. | Au premier enregistrement ; les modifications ne comptent pas.",
    in: "work",
    serves: ["roadmap", "adoption"],
    bundles: ["workspace"],
    props: { chart_count: whole([0, 200], 4, "Charts | Graphiques", "Charts in the report. | Graphiques du rapport.") },
  }),
  event("Report Shared", {
    title: "Report shared | Rapport partagé",
    about:
      "A report reached someone else: the action that makes teams stay. | Un rapport est parvenu à quelqu’un d’autre : l’action qui fait rester les équipes.",
    when: "When the link is created or the message sent. | À la création du lien ou à l’envoi du message.",
    in: "work",
    serves: ["onboarding", "churn", "activation", "retention"],
    roles: ["key_value_action"],
    critical: true,
    bundles: ["workspace"],
    props: {
      share_method: oneOf(
        ["link", "email", "schedule"],
        "How | Moyen",
        "How it was shared. | Comment il a été partagé.",
      ),
      recipients: whole(
        [1, 500],
        3,
        "Recipients | Destinataires",
        "People who received it. | Personnes qui l’ont reçu.",
      ),
    },
  }),
  event("Report Exported", {
    title: "Report exported | Rapport exporté",
    about: "A report left the product as a file. | Un rapport est sorti du produit sous forme de fichier.",
    when: "When the file is ready to download. | Quand le fichier est prêt à être téléchargé.",
    in: "work",
    serves: ["roadmap", "adoption"],
    bundles: ["workspace"],
    props: { file_format: oneOf(["pdf", "csv", "xlsx", "png"], "Format | Format", "Kind of file. | Type de fichier.") },
  }),
  event("Comment Added", {
    title: "Comment added | Commentaire ajouté",
    about: "People talked to each other in the product. | Des personnes ont échangé dans le produit.",
    when: "When the comment is stored. | Quand le commentaire est enregistré.",
    in: "work",
    serves: ["roadmap", "adoption"],
    bundles: ["workspace"],
  }),
];

const BILLING: readonly EventDraft[] = [
  event("Trial Started", {
    title: "Trial started | Essai démarré",
    about: "A workspace began to try a paid offer. | Un espace a commencé à essayer une offre payante.",
    when: "On the server, when the trial is granted. | Côté serveur, quand l’essai est accordé.",
    in: "billing",
    owner: "Growth",
    purpose: "service",
    serves: ["onboarding", "pricing", "trial_conversion"],
    critical: true,
    bundles: ["offer"],
    props: { trial_days: whole([1, 90], 14, "Length | Durée", "Days granted. | Jours accordés.") },
  }),
  event("Upgrade Prompt Viewed", {
    title: "Upgrade prompt viewed | Proposition de montée en gamme vue",
    about: "A user met a limit of the current offer. | Un utilisateur a rencontré une limite de son offre.",
    when: "When the prompt is drawn on screen. | À l’affichage de la proposition.",
    in: "billing",
    owner: "Revenue",
    serves: ["pricing", "mrr"],
    bundles: ["workspace"],
    props: {
      limit_reached: oneOf(
        ["seats", "rows", "history", "feature"],
        "Limit | Limite",
        "Which limit was met. | Quelle limite a été atteinte.",
      ),
    },
  }),
  event("Offer Selected", {
    title: "Offer selected | Offre choisie",
    about:
      "A user chose an offer and went to the payment. | Un utilisateur a choisi une offre et est passé au paiement.",
    when: "When the payment page opens with the offer. | Quand la page de paiement s’ouvre avec l’offre.",
    in: "billing",
    owner: "Revenue",
    serves: ["pricing", "trial_conversion"],
    roles: ["add_to_cart"],
    bundles: ["offer"],
    props: {
      seats: whole([1, 10_000], 8, "Seats | Postes", "Users the offer is for. | Nombre d’utilisateurs prévus."),
    },
  }),
  event("Payment Failed", {
    title: "Payment failed | Paiement refusé",
    about: "A payment was refused. | Un paiement a été refusé.",
    when: "When the payment provider answers with a refusal. | Quand le prestataire de paiement répond par un refus.",
    in: "billing",
    owner: "Revenue",
    purpose: "service",
    serves: ["churn", "mrr"],
    bundles: ["offer"],
    props: {
      failure_reason: oneOf(
        ["refused", "expired_card", "authentication", "other"],
        "Reason | Motif",
        "As given by the provider. | Donné par le prestataire.",
      ),
    },
  }),
  event("Subscription Started", {
    title: "Subscription started | Abonnement démarré",
    about: "A workspace became a paying customer. | Un espace est devenu un client payant.",
    when: "On the server, at the first successful payment. | Côté serveur, au premier paiement réussi.",
    in: "billing",
    owner: "Revenue",
    purpose: "service",
    serves: ["pricing", "mrr", "trial_conversion"],
    roles: ["purchase"],
    critical: true,
    bundles: ["offer"],
    props: {
      invoice_id: reference(
        "INV-20418",
        "Invoice number | Numéro de facture",
        "As on the invoice. | Tel que sur la facture.",
      ),
      total: withRole(
        "revenue",
        amount(290, "Amount | Montant", "Invoiced for the period, before tax. | Facturé pour la période, hors taxes."),
      ),
      currency: currency(),
      seats: whole([1, 10_000], 8, "Seats | Postes", "Users paid for. | Nombre d’utilisateurs payés."),
      coupon: optional(
        text("LAUNCH20", "Code | Code", "Promotional code, if any. | Code promotionnel, s’il y en a un."),
      ),
    },
  }),
  event("Subscription Changed", {
    title: "Subscription changed | Abonnement modifié",
    about:
      "A customer moved to another offer or number of seats. | Un client est passé à une autre offre ou à un autre nombre de postes.",
    when: "On the server, when the change takes effect. | Côté serveur, quand le changement prend effet.",
    in: "billing",
    owner: "Revenue",
    purpose: "service",
    serves: ["pricing", "mrr"],
    bundles: ["offer"],
    props: {
      direction: oneOf(
        ["upgrade", "downgrade"],
        "Direction | Sens",
        "Whether it costs more or less. | S’il coûte plus ou moins cher.",
      ),
      amount_change: amount(
        60,
        "Difference | Différence",
        "Per period, before tax, without sign. | Par période, hors taxes, sans signe.",
      ),
    },
  }),
  event("Subscription Cancelled", {
    title: "Subscription cancelled | Abonnement résilié",
    about: "A customer ended the subscription. | Un client a mis fin à l’abonnement.",
    when: "When the cancellation is confirmed, even if paid until later. | À la confirmation de la résiliation, même si elle prend effet plus tard.",
    in: "billing",
    owner: "Customer success",
    purpose: "service",
    serves: ["churn", "mrr", "retention"],
    critical: true,
    bundles: ["offer"],
    props: {
      cancel_reason: oneOf(
        ["price", "missing_feature", "not_used", "competitor", "closing", "other"],
        "Reason | Motif",
        "As chosen when leaving. | Choisi au moment du départ.",
      ),
    },
  }),
];

export const SAAS_EVENTS: readonly EventDraft[] = [
  ...EVALUATION,
  ...accountEvents({ arriving: ["onboarding", "activation"], returning: ["churn", "retention"] }, [
    "profile",
    "data_source",
    "first_report",
    "team",
  ]),
  ...WORK,
  ...BILLING,
  ...lifecycleEvents(
    ["churn", "retention"],
    ["churn", "roadmap"],
    ["billing", "bug", "how_to", "integration", "account"],
  ),
];
