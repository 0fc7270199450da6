/** What each violation code means: a sentence made from the violation, a hint, and what other tools call it. */

import { printable } from "../base/printable.ts";
import {
  constraintText,
  missingText,
  mistypedText,
  unplannedText,
  unsatisfiedText,
  valueText,
} from "../plan/breach-text.ts";
import { displayPath } from "../plan/display-path.ts";
import { inFrench } from "../plan/french-words.ts";
import type { LocalizedText } from "../plan/plan.ts";
import type { Violation, ViolationCode } from "./violation.ts";

type Text = Required<LocalizedText>;

/** The same breach in the vocabulary of other tools; "" where they have no word for it. */
export interface ForeignVocabulary {
  readonly segment: string;
  readonly rudderstack: string;
  readonly mparticle: string;
  readonly avo: string;
  readonly snowplow: string;
  readonly weaver: string;
}

export interface ViolationEntry {
  readonly title: Text;
  readonly hint: Text;
  readonly foreign: ForeignVocabulary;
}

const NO_WORD: ForeignVocabulary = { segment: "", rudderstack: "", mparticle: "", avo: "", snowplow: "", weaver: "" };

export const VIOLATION_TABLE: Readonly<Record<ViolationCode, ViolationEntry>> = {
  unplanned_event: {
    title: { en: "Event not in the plan", fr: "Événement absent du plan" },
    hint: {
      en: "Correct the name in the code, or add the event to the plan and publish.",
      fr: "Corrigez le nom dans le code, ou ajoutez l’événement au plan puis publiez.",
    },
    foreign: {
      segment: "Unplanned Event",
      rudderstack: "Unplanned-Event",
      mparticle: "unplanned",
      avo: "Event unexpected by tracking plan",
      snowplow: "missing schema",
      weaver: "missing event",
    },
  },
  unplanned_on_source: {
    title: { en: "Event not planned for this source", fr: "Événement non prévu pour cette source" },
    hint: {
      en: "Remove the call from this source, or add the source to the event in the plan.",
      fr: "Retirez l’appel de cette source, ou ajoutez la source à l’événement dans le plan.",
    },
    foreign: { ...NO_WORD, avo: "Event unexpected on source" },
  },
  unplanned_property: {
    title: { en: "Property not in the plan", fr: "Propriété absente du plan" },
    hint: {
      en: "Correct or remove the property in the code, or add it to the plan.",
      fr: "Corrigez ou retirez la propriété dans le code, ou ajoutez-la au plan.",
    },
    foreign: {
      segment: "omitted",
      rudderstack: "Additional-Properties",
      mparticle: "unplanned",
      avo: "Property unexpected on event",
      snowplow: "additionalProperties",
      weaver: "missing_attribute",
    },
  },
  required_missing: {
    title: { en: "Required property missing", fr: "Propriété obligatoire manquante" },
    hint: {
      en: "Send the property with every call, or make it optional in the plan.",
      fr: "Envoyez la propriété à chaque appel, ou rendez-la facultative dans le plan.",
    },
    foreign: {
      segment: "Required",
      rudderstack: "Required-Missing",
      mparticle: "missing_required",
      avo: "Required property sometimes missing",
      snowplow: "required",
      weaver: "required_attribute_not_present",
    },
  },
  type_mismatch: {
    title: { en: "Wrong type", fr: "Mauvais type" },
    hint: {
      en: "Convert the value before sending it, or change the type in the plan.",
      fr: "Convertissez la valeur avant l’envoi, ou changez le type dans le plan.",
    },
    foreign: {
      segment: "Invalid Type",
      rudderstack: "Datatype-Mismatch",
      mparticle: "invalid_value",
      avo: "Property type does not match",
      snowplow: "type",
      weaver: "type_mismatch",
    },
  },
  value_constraint: {
    title: { en: "Value not allowed", fr: "Valeur non autorisée" },
    hint: {
      en: "Send a value the plan allows, or widen what it allows.",
      fr: "Envoyez une valeur que le plan autorise, ou élargissez ce qu’il autorise.",
    },
    foreign: {
      segment: "Invalid Value",
      rudderstack: "Unknown-Violation",
      mparticle: "invalid_value",
      avo: "value does not match constraints",
      snowplow: "enum, pattern, format",
      weaver: "undefined_enum_variant",
    },
  },
  cardinality: {
    title: { en: "Wrong number of items", fr: "Nombre d’éléments incorrect" },
    hint: {
      en: "Send as many items as the plan allows, or change its bounds.",
      fr: "Envoyez le nombre d’éléments que le plan autorise, ou changez ses bornes.",
    },
    foreign: { ...NO_WORD, rudderstack: "Unknown-Violation", mparticle: "invalid_value", snowplow: "maxItems" },
  },
  version_unknown: {
    title: { en: "Unknown plan version", fr: "Version de plan inconnue" },
    hint: {
      en: "Publish the version this code was generated from, or generate it again.",
      fr: "Publiez la version dont ce code est issu, ou générez-le à nouveau.",
    },
    foreign: { ...NO_WORD, avo: "ignored until release", snowplow: "missing schema" },
  },
  too_deep: {
    title: { en: "Nested too deep", fr: "Imbrication trop profonde" },
    hint: { en: "Flatten the value before sending it.", fr: "Aplatissez la valeur avant l’envoi." },
    foreign: NO_WORD,
  },
  malformed: {
    title: { en: "Unreadable call", fr: "Appel illisible" },
    hint: {
      en: "Send what the protocol asks for at that place.",
      fr: "Envoyez à cet endroit ce que le protocole demande.",
    },
    foreign: { ...NO_WORD, snowplow: "tracker_protocol_violations" },
  },
  store_refused: {
    title: { en: "Refused by the event store", fr: "Refusé par la base d’événements" },
    hint: {
      en: "The raw payload is kept. Report it: a readable event should never be refused.",
      fr: "La charge brute est conservée. Signalez-le : un événement lisible ne devrait jamais être refusé.",
    },
    foreign: NO_WORD,
  },
};

interface Parts {
  readonly place: string;
  readonly expected: string;
  readonly received: string;
  readonly violation: Violation;
}

const CODES: Readonly<Record<ViolationCode, (parts: Parts) => Text>> = {
  unplanned_event: ({ received }) => ({
    en: `“${received}” is not in the plan.`,
    fr: `« ${received} » n’est pas dans le plan.`,
  }),
  unplanned_on_source: ({ expected, received }) => ({
    en: `The plan does not expect this event from “${received}”, only from: ${expected}.`,
    fr: `Le plan n’attend pas cet événement de « ${received} », seulement de : ${expected}.`,
  }),
  unplanned_property: ({ place, violation: { keyword } }) =>
    keyword === "presence"
      ? {
          en: `“${place}” is in the plan, but this source must not send it.`,
          fr: `« ${place} » est dans le plan, mais cette source ne doit pas l’envoyer.`,
        }
      : unplannedText(place),
  required_missing: ({ place, violation: { keyword } }) =>
    keyword === "presence"
      ? {
          en: `“${place}” is required from this source, and missing.`,
          fr: `« ${place} » est obligatoire depuis cette source, et manque.`,
        }
      : missingText(place),
  type_mismatch: ({ place, received, violation: { expected } }) => mistypedText(place, expected, received),
  value_constraint: ({ place }) => unsatisfiedText(place),
  cardinality: ({ place }) => ({
    en: `“${place}” does not have the number of items the plan asks for.`,
    fr: `« ${place} » n’a pas le nombre d’éléments que le plan demande.`,
  }),
  version_unknown: ({ expected, received }) => ({
    en: `The call declares plan version ${received}, which is not published (version ${expected} judged it).`,
    fr: `L’appel déclare la version ${received} du plan, qui n’est pas publiée : la version ${expected} l’a jugé.`,
  }),
  too_deep: ({ place, expected }) => ({
    en: `“${place}” is nested deeper than ${expected} levels.`,
    fr: `« ${place} » est imbriqué sur plus de ${expected} niveaux.`,
  }),
  malformed: ({ place, expected, received, violation: { path } }) => {
    const at = path === "" ? { en: "", fr: "" } : { en: ` at “${place}”`, fr: ` à « ${place} »` };
    const isPlace = /^(line|column) /.test(received);
    const found = {
      en: received === "" ? "" : isPlace ? ` at ${received}` : `, received ${received}`,
      fr: received === "" ? "" : isPlace ? `, ${inFrench(received)}` : `, reçu ${inFrench(received)}`,
    };
    return {
      en: `The call cannot be read${at.en}: expected ${expected}${found.en}.`,
      fr: `L’appel est illisible${at.fr} : attendu ${inFrench(expected)}${found.fr}.`,
    };
  },
  store_refused: ({ received }) => ({
    en: `The event store refused the event${received === "" ? "" : `: ${received}`}.`,
    fr: `La base d’événements a refusé l’événement${received === "" ? "" : ` : ${received}`}.`,
  }),
};

/** The violation as one plain sentence per language. */
export function violationMessage(violation: Violation): Text {
  const parts: Parts = {
    place: displayPath(violation.path),
    expected: valueText(violation.expected),
    received: valueText(violation.received),
    violation,
  };
  const byKeyword =
    violation.code === "value_constraint" || violation.code === "cardinality"
      ? constraintText(violation.keyword, parts)
      : undefined;
  const { en, fr } = byKeyword ?? CODES[violation.code](parts);
  return { en: printable(en), fr: printable(fr) };
}
