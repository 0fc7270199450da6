/** How fields and objects are called in change lists, in both languages. */

import { OBJECT_KINDS, type ObjectKind, objectsOf } from "./edit-tree.ts";
import type { Language, LocalizedText, Plan } from "./plan.ts";

export const FIELD_LABELS: { readonly [field: string]: { readonly en: string; readonly fr: string } } = {
  name: { en: "Name", fr: "Nom" },
  displayName: { en: "Display name", fr: "Nom affiché" },
  description: { en: "Description", fr: "Description" },
  trigger: { en: "Trigger", fr: "Déclencheur" },
  category: { en: "Category", fr: "Catégorie" },
  tags: { en: "Tags", fr: "Étiquettes" },
  owner: { en: "Owner", fr: "Responsable" },
  critical: { en: "Critical", fr: "Critique" },
  status: { en: "Status", fr: "Statut" },
  deprecation: { en: "Deprecation", fr: "Dépréciation" },
  roles: { en: "Roles", fr: "Rôles" },
  role: { en: "Role", fr: "Rôle" },
  privacy: { en: "Privacy class", fr: "Classe de confidentialité" },
  consentPurpose: { en: "Consent purpose", fr: "Finalité du consentement" },
  sources: { en: "Sources", fr: "Sources" },
  presence: { en: "Presence per source", fr: "Présence par source" },
  serves: { en: "Decisions and metrics served", fr: "Décisions et métriques servies" },
  examples: { en: "Examples", fr: "Exemples" },
  triggers: { en: "Places where it fires", fr: "Endroits où il se déclenche" },
  steward: { en: "Data steward", fr: "Intendant des données" },
  retentionDays: { en: "Retention in days", fr: "Durée de conservation en jours" },
  expiresOn: { en: "Expiry", fr: "Expiration" },
  formula: { en: "Formula", fr: "Mode de calcul" },
  parent: { en: "Metric above", fr: "Métrique au-dessus" },
  steps: { en: "Steps", fr: "Étapes" },
  events: { en: "Events of the step", fr: "Événements de l’étape" },
  image: { en: "Picture", fr: "Image" },
  url: { en: "Address", fr: "Adresse" },
  source: { en: "Source", fr: "Source" },
  purposes: { en: "Purposes of processing", fr: "Finalités du traitement" },
  legalBasis: { en: "Legal basis", fr: "Base légale" },
  recipients: { en: "Recipients", fr: "Destinataires" },
  recipientDetails: { en: "Recipients described", fr: "Destinataires décrits" },
  transformations: { en: "Transformations", fr: "Transformations du plan" },
  operation: { en: "Operation", fr: "Opération" },
  before: { en: "Releases before", fr: "Versions avant" },
  until: { en: "Until", fr: "Jusqu’au" },
  country: { en: "Country", fr: "Pays" },
  safeguards: { en: "Safeguards", fr: "Garanties" },
  pseudonymousValues: { en: "Pseudonymous values at arrival", fr: "Valeurs pseudonymes à l’arrivée" },
  personalValues: { en: "Personal values at arrival", fr: "Valeurs personnelles à l’arrivée" },
  sensitiveValues: { en: "Sensitive values at arrival", fr: "Valeurs sensibles à l’arrivée" },
  controller: { en: "Controller", fr: "Responsable du traitement" },
  controllerContact: { en: "Contact of the controller", fr: "Contact du responsable du traitement" },
  dataProtectionOfficer: { en: "Data protection officer", fr: "Délégué à la protection des données" },
  dataSubjects: { en: "Categories of people", fr: "Catégories de personnes" },
  securityMeasures: { en: "Security measures", fr: "Mesures de sécurité" },
  segmentKind: { en: "Segment kind", fr: "Type de segment" },
  decisions: { en: "Decisions", fr: "Décisions" },
  languages: { en: "Languages", fr: "Langues" },
  standards: { en: "Standards", fr: "Conventions" },
  naming: { en: "Naming", fr: "Nommage" },
  requiredFields: { en: "Demanded fields", fr: "Champs exigés" },
  severities: { en: "Weight of a rule", fr: "Poids d’une règle" },
  synonyms: { en: "Synonyms", fr: "Synonymes" },
  suppressions: { en: "Findings let pass", fr: "Constats tolérés" },
  staleDays: { en: "Days until stale", fr: "Jours avant obsolescence" },
  identifiers: { en: "Identifiers in code", fr: "Identifiants dans le code" },
  canonicalUserId: { en: "Canonical user id", fr: "Identifiant canonique d’utilisateur" },
  enum: { en: "Allowed values", fr: "Valeurs permises" },
  match: { en: "Values of the variant", fr: "Valeurs de la variante" },
};

const NO_LABEL = { en: "Definition", fr: "Définition" };

/** The label of the innermost field a path names. */
export function fieldLabel(path: string): { readonly en: string; readonly fr: string } {
  const fields = path.split("/").map((segment) => segment.replace(/\.(en|fr)$/, ""));
  const field = fields.findLast((segment) => Object.hasOwn(FIELD_LABELS, segment));
  return (field === undefined ? undefined : FIELD_LABELS[field]) ?? NO_LABEL;
}

/** The text in the language asked for, else in the other one. */
export function textIn(text: LocalizedText, language: Language): string | undefined {
  return text[language] ?? text.en ?? text.fr;
}

type Names = Map<string, string | undefined>;

const namesByPlan: Readonly<Record<Language, WeakMap<Plan, Names>>> = { en: new WeakMap(), fr: new WeakMap() };

function namesOf(plan: Plan, language: Language): Names {
  const known = namesByPlan[language].get(plan);
  if (known !== undefined) return known;
  const names: Names = new Map();
  for (const kind of OBJECT_KINDS) {
    for (const { id, name } of objectsOf(plan, kind)) {
      names.set(`${kind} ${id}`, typeof name === "string" ? name : textIn(name, language));
    }
  }
  namesByPlan[language].set(plan, names);
  return names;
}

/**
 * What people call an object: its wire name, or the name of a decision or metric in the language asked for, the plan's first
 * one unless told, else in the other.
 */
export function objectName(
  plan: Plan,
  kind: ObjectKind,
  id: string,
  language: Language = plan.settings.languages[0] ?? "en",
): string | undefined {
  return namesOf(plan, language).get(`${kind} ${id}`);
}

/** What people call the object that an id names, of whatever kind; undefined where no object has it. */
export function nameOfId(plan: Plan, id: string, language: Language): string | undefined {
  const names = namesOf(plan, language);
  const kind = OBJECT_KINDS.find((one) => names.has(`${one} ${id}`));
  return kind === undefined ? undefined : names.get(`${kind} ${id}`);
}
