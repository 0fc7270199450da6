/** The rule in force, in words: printed beside every result, so that a number is never read under another definition. */

import { withFirstDay } from "../../plan/french-day.ts";
import type { Language } from "../../plan/plan.ts";
import type { KnownCohort } from "../bind/bind.ts";
import type { Measured, MetricQuestion, Question, RetentionQuestion } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { type CriterionWording, criterionWords, stepsWords } from "./criterion-words.ts";
import { quoted, refWords, selectorWords } from "./event-words.ts";
import { durationWords, numberWords, windowWords } from "./time-words.ts";

function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toLocaleUpperCase()}${trimmed.slice(1)}.`;
}

const MEASURES = {
  count: ["number of events", "nombre d’événements"],
  unique_users: ["distinct people", "personnes distinctes"],
  per_user: ["events per person with any", "événements par personne qui en a"],
  sum: ["sum of", "somme de"],
  mean: ["mean of", "moyenne de"],
  median: ["median of", "médiane de"],
  percentile: ["percentile", "centile"],
  distinct: ["distinct values of", "valeurs distinctes de"],
} as const;

/** What a range is compared with. */
const EARLIER = {
  previous_period: ["with the period of the same length just before", "à la période de même longueur juste avant"],
  week_before: ["with the same days a week before", "aux mêmes jours une semaine plus tôt"],
  four_weeks_before: [
    "with the same weekdays four weeks before",
    "aux mêmes jours de la semaine quatre semaines plus tôt",
  ],
  year_before: ["with the same weekdays 52 weeks before", "aux mêmes jours de la semaine 52 semaines plus tôt"],
} as const;

function earlierRule({ compareWith }: MetricQuestion, { language }: CriterionWording): string {
  if (compareWith === undefined) return "";
  return language === "fr"
    ? ` Comparé ${EARLIER[compareWith][1]}\u00a0; si la période court encore, les deux s’arrêtent à la même heure.`
    : ` Compared ${EARLIER[compareWith][0]}; where the range is still running, both end at the same time of day.`;
}

const INTERVALS = {
  hour: ["by hour", "par heure"],
  day: ["by day", "par jour"],
  week: ["by week", "par semaine"],
  month: ["by month", "par mois"],
  total: ["in total", "au total"],
} as const;

function measureWords({ measure }: Measured, wording: CriterionWording): string {
  const word = MEASURES[measure.kind][wording.language === "fr" ? 1 : 0];
  if (!("property" in measure)) return word;
  const property = refWords(measure.property, wording);
  if (measure.kind !== "percentile") return `${word} ${property}`;
  const share = numberWords(measure.percentile, wording.language);
  return wording.language === "fr" ? `centile ${share} de ${property}` : `percentile ${share} of ${property}`;
}

function metricRule(question: MetricQuestion, wording: CriterionWording): string {
  const french = wording.language === "fr";
  const interval = INTERVALS[question.interval][french ? 1 : 0];
  const event = selectorWords(question.event, wording);
  const range = windowWords(question.range, wording.language);
  const breakdown =
    question.breakdown === undefined
      ? ""
      : french
        ? `, réparti selon ${refWords(question.breakdown, wording)}`
        : `, broken down by ${refWords(question.breakdown, wording)}`;
  const colon = french ? "\u00a0: " : ": ";
  const by =
    question.dividedBy === undefined
      ? ""
      : `, ${french ? "divisé par" : "divided by"} ${measureWords(question.dividedBy, wording)}${colon}${selectorWords(question.dividedBy.event, wording)}`;
  const first = sentence(
    `${measureWords(question, wording)}${colon}${event}${by === "" ? "" : `${by},`} ${range}, ${interval}${breakdown}`,
  );
  const cut = french
    ? " Un intervalle que la période coupe ou qui n’est pas terminé est marqué incomplet."
    : " An interval that the range cuts or that is not over is marked incomplete.";
  return (question.interval === "total" ? first : first + cut) + earlierRule(question, wording);
}

function funnelRule(question: Extract<Question, { readonly kind: "funnel" }>, wording: CriterionWording): string {
  const delay = durationWords(question.within, wording.language);
  const range = windowWords(question.range, wording.language);
  const steps = stepsWords(question, wording);
  if (wording.language === "fr")
    return (
      `Funnel ordonné\u00a0: ${steps}, sous ${delay} à compter de l’étape 1, bornes comprises. ` +
      `La période porte sur l’entrée (${range})\u00a0; les étapes suivantes peuvent venir après. ` +
      "Chaque personne compte une fois, par sa tentative la plus longue, puis la plus ancienne. " +
      "Des événements de la même milliseconde comptent dans les deux ordres\u00a0; un événement ne sert jamais à deux étapes\u00a0; d’autres événements peuvent s’intercaler. " +
      "Les tentatives dont le délai court encore sont comptées à part."
    );
  return (
    `Ordered funnel: ${steps}, within ${delay} of step 1, ends included. ` +
    `The range binds the entry (${range}); later steps may come after it. ` +
    "Each person counts once, by the longest attempt, then the earliest. " +
    "Events of the same millisecond count in either order; no event serves two steps; other events may lie between. " +
    "Attempts whose delay is still running are counted apart."
  );
}

const UNITS = { day: ["day", "jour"], week: ["week", "semaine"], month: ["month", "mois"] } as const;

function retentionRule(question: RetentionQuestion, wording: CriterionWording): string {
  const french = wording.language === "fr";
  const unit = UNITS[question.unit][french ? 1 : 0];
  const start = selectorWords(question.start, wording);
  const back = selectorWords(question.return, wording);
  const range = windowWords(question.range, wording.language);
  if (french)
    return (
      `Rétention par ${unit} du calendrier\u00a0: une personne entre la première fois qu’elle a fait ${start} de tout l’historique (${range}) ` +
      `et compte dans la colonne k si elle a fait ${back} pendant la k-ième période suivante. ` +
      "La colonne 0 est la taille de la ligne. Les cases dont la période n’est pas terminée sont marquées et laissées hors du taux global, qui divise des sommes."
    );
  return (
    `Retention by calendar ${unit}: a person enters with the first ${start} of all history (${range}) ` +
    `and counts in column k when ${back} happened in the k-th period after it. ` +
    "Column 0 is the size of the row. Cells whose period is not over are flagged and left out of the overall rate, which divides sums."
  );
}

function activeRule(question: Extract<Question, { readonly kind: "active_users" }>, wording: CriterionWording): string {
  const event = selectorWords(question.event, wording);
  const range = windowWords(question.range, wording.language);
  return wording.language === "fr"
    ? `Utilisateurs actifs ${range}\u00a0: personnes distinctes avec ${event} le jour même (DAU), sur les 7 jours (WAU) et les 30 jours (MAU) qui s’achèvent ce jour-là, en regardant avant la période. Stickiness = DAU / MAU, puis moyenne des rapports quotidiens.`
    : `Active users ${range}: distinct people with ${event} on the day (DAU), in the 7 days (WAU) and in the 30 days (MAU) that end on it, looking back before the range. Stickiness = DAU / MAU, then the mean of the daily ratios.`;
}

function questionRule(question: Question, wording: CriterionWording): string {
  switch (question.kind) {
    case "metric":
      return metricRule(question, wording);
    case "cohort":
      return wording.language === "fr"
        ? sentence(`personnes\u00a0: ${criterionWords(question.criterion, wording)}`)
        : sentence(`people: ${criterionWords(question.criterion, wording)}`);
    case "funnel":
      return funnelRule(question, wording);
    case "retention":
      return retentionRule(question, wording);
    case "active_users":
      return activeRule(question, wording);
  }
}

function restrictionRule({ cohort, complement }: Question, wording: CriterionWording): string {
  if (cohort === undefined) return "";
  const criterion = "criterion" in cohort ? cohort.criterion : ({ kind: "cohort", cohort: cohort.cohort } as const);
  const words = criterionWords(criterion, wording);
  if (wording.language === "fr")
    return complement
      ? ` Limité à toutes les autres personnes que\u00a0: ${words}.`
      : ` Limité aux personnes\u00a0: ${words}.`;
  return complement ? ` Restricted to everyone but people: ${words}.` : ` Restricted to people: ${words}.`;
}

const ENVIRONMENTS = {
  production: ["production", "production"],
  staging: ["staging", "préproduction"],
  development: ["development", "développement"],
} as const;

/** What holds for every question: whose events, which days, as of when. */
function groundRule({ environment, asSent, calendar, asOf }: AnalysisScope, language: Language): string {
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "medium",
    hourCycle: "h23",
    timeZone: calendar.timeZone,
  }).format(new Date(asOf));
  const name = ENVIRONMENTS[environment][language === "fr" ? 1 : 0];
  return language === "fr"
    ? ` Seuls les événements conformes${asSent === true ? " tels qu’envoyés" : ""} de l’environnement ${quoted(name, "fr")} comptent, jours de ${calendar.timeZone}, vus au ${withFirstDay(time)}.`
    : ` Only conformant events of ${name} count${asSent === true ? " that conformed as sent" : ""}, days of ${calendar.timeZone}, as of ${time}.`;
}

export function ruleOf(
  scope: AnalysisScope,
  question: Question,
  { language, cohorts }: { readonly language: Language; readonly cohorts: readonly KnownCohort[] },
): string {
  const wording: CriterionWording = { plan: scope.plan, language, cohorts };
  return questionRule(question, wording) + restrictionRule(question, wording) + groundRule(scope, language);
}
