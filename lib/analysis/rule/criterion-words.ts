/** Criteria in words: what the builder shows and what stands beside a count. */

import type { KnownCohort } from "../bind/bind.ts";
import { cohortName } from "../cohort/cohort-name.ts";
import type { Comparison, Criterion, FunnelDefinition } from "../question.ts";
import { filterWords, quoted, refWords, selectorWords, type Wording } from "./event-words.ts";
import { counted, durationWords, numberWords, periodWords, windowWords } from "./time-words.ts";

export interface CriterionWording extends Wording {
  readonly cohorts: readonly KnownCohort[];
}

type Kind<K extends Criterion["kind"]> = Extract<Criterion, { readonly kind: K }>;

const COMPARED = {
  ">=": ["at least", "au moins"],
  "<=": ["at most", "au plus"],
  "=": ["exactly", "exactement"],
  ">": ["more than", "plus de"],
  "<": ["fewer than", "moins de"],
} as const;

function times({ op, value }: Comparison, french: boolean): string {
  if (op === "=" && value === 0) return french ? "jamais" : "never";
  if (op === ">=" && value === 1) return french ? "au moins une fois" : "at least once";
  const [en, fr] = COMPARED[op];
  return french
    ? `${fr} ${counted(value, ["fois", "fois"], "fr")}`
    : `${en} ${counted(value, ["time", "times"], "en")}`;
}

export function stepsWords({ steps }: FunnelDefinition, wording: Wording): string {
  return steps.map((step) => selectorWords(step, wording)).join(" → ");
}

function joined(parts: readonly Criterion[], kind: "all" | "any", wording: CriterionWording): string {
  const french = wording.language === "fr";
  const word = kind === "all" ? (french ? " et " : " and ") : french ? " ou " : " or ";
  const texts = parts.map((part) => {
    const text = criterionWords(part, wording);
    return (part.kind === "all" || part.kind === "any") && part.of.length > 1 ? `(${text})` : text;
  });
  return texts.join(word);
}

function sumWords({ event, property, window, sum }: Kind<"sum">, wording: CriterionWording): string {
  const { language } = wording;
  const french = language === "fr";
  const what = french
    ? `somme de ${refWords(property, wording)} sur ${selectorWords(event, wording)} ${windowWords(window, language)}`
    : `sum of ${refWords(property, wording)} over ${selectorWords(event, wording)} ${windowWords(window, language)}`;
  if ("topPercent" in sum) {
    const share = numberWords(sum.topPercent, language);
    return french
      ? `${what} parmi les ${share}\u00a0% les plus hauts (ex æquo compris)`
      : `${what} among the top ${share}% (ties included)`;
  }
  const [en, fr] = COMPARED[sum.op];
  const value = numberWords(sum.value, language);
  return french
    ? `${what}\u00a0: ${fr} ${value} (0 sans aucune valeur)`
    : `${what}: ${en} ${value} (0 without any value)`;
}

const WHICH = {
  first: ["the first", "la première fois"],
  latest: ["the latest", "la dernière fois"],
  any: ["any", "une fois"],
} as const;

function sequenceWords(criterion: Kind<"sequence">, wording: CriterionWording): string {
  const { language } = wording;
  const french = language === "fr";
  const [en, fr] = WHICH[criterion.which];
  const event = selectorWords(criterion.first, wording);
  // After the event, the French words need not agree with its gender.
  const first = `${french ? `${event} ${fr}` : `${en} ${event}`} ${windowWords(criterion.window, language)}`;
  const then = selectorWords(criterion.then, wording);
  const delay = durationWords(criterion.within, language);
  const same =
    criterion.sameProperty === undefined
      ? ""
      : french
        ? ` avec la même valeur de ${refWords(criterion.sameProperty, wording)}`
        : ` with the same ${refWords(criterion.sameProperty, wording)}`;
  if (criterion.followed)
    return french
      ? `${first}, suivi de ${then}${same} sous ${delay}`
      : `${first}, followed by ${then}${same} within ${delay}`;
  return french
    ? `${first}, sans ${then}${same} sous ${delay} (délai écoulé)`
    : `${first}, not followed by ${then}${same} within ${delay} (delay over)`;
}

const ACTIVATION = {
  reached: ["reached", "atteint"],
  not_reached: ["not reached, delay over", "non atteint, délai écoulé"],
  open: ["not reached yet, delay running", "pas encore atteint, délai en cours"],
} as const;

function activationWords({ event, atLeast, within, group }: Kind<"activation">, wording: CriterionWording): string {
  const { language } = wording;
  const french = language === "fr";
  const [en, fr] = ACTIVATION[group];
  const goal = `${selectorWords(event, wording)} ${times({ op: ">=", value: atLeast }, french)}`;
  const delay = durationWords(within, language);
  return french
    ? `objectif ${goal} dans les ${delay} suivant l’inscription\u00a0: ${fr}`
    : `goal ${goal} within ${delay} of sign-up: ${en}`;
}

function regularWords({ event, unit, atLeast, of, skip = 0 }: Kind<"regular">, wording: CriterionWording): string {
  const { language } = wording;
  const all = periodWords(of, unit, language);
  const event_ = selectorWords(event, wording);
  if (language === "fr") {
    const before = skip === 0 ? "" : `, ${periodWords(skip, unit, "fr")} plus tôt`;
    return `${event_} pendant au moins ${numberWords(atLeast, "fr")} des ${all} précédant la période en cours${before}`;
  }
  const before = skip === 0 ? "" : `, ${periodWords(skip, unit, "en")} earlier`;
  return `${event_} in at least ${numberWords(atLeast, "en")} of the ${all} before the current one${before}`;
}

function funnelStepWords({ funnel, step, exactly }: Kind<"funnel_step">, wording: CriterionWording): string {
  const french = wording.language === "fr";
  const steps = stepsWords(funnel, wording);
  const delay = durationWords(funnel.within, wording.language);
  const range = windowWords(funnel.range, wording.language);
  if (french)
    return `${exactly ? "arrêt à" : "a atteint"} l’étape ${step} de ${steps} (sous ${delay}, entrée ${range})`;
  return `${exactly ? "stopped at" : "reached"} step ${step} of ${steps} (within ${delay}, entry ${range})`;
}

/** One criterion as a phrase, without a capital and a full stop. */
export function criterionWords(criterion: Criterion, wording: CriterionWording): string {
  const french = wording.language === "fr";
  switch (criterion.kind) {
    case "all":
    case "any":
      return joined(criterion.of, criterion.kind, wording);
    case "not":
      return `${french ? "pas" : "not"} (${criterionWords(criterion.of, wording)})`;
    case "as_sent":
      return `(${criterionWords(criterion.of, wording)}) ${french ? "d’après les seuls événements conformes tels qu’envoyés" : "by events alone that conformed as sent"}`;
    case "count":
      return `${selectorWords(criterion.event, wording)} ${times(criterion.count, french)} ${windowWords(criterion.window, wording.language)}`;
    case "regular":
      return regularWords(criterion, wording);
    case "sum":
      return sumWords(criterion, wording);
    case "sequence":
      return sequenceWords(criterion, wording);
    case "property":
      return filterWords(criterion.filter, wording);
    case "activation":
      return activationWords(criterion, wording);
    case "funnel_step":
      return funnelStepWords(criterion, wording);
    case "cohort": {
      const cohort = wording.cohorts.find(({ id }) => id === criterion.cohort);
      const name = quoted(
        cohort === undefined ? criterion.cohort : cohortName(cohort, wording.language),
        wording.language,
      );
      return french ? `membre de la cohorte ${name}` : `in the cohort ${name}`;
    }
  }
}
