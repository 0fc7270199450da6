import fc from "fast-check";
import { expect, test } from "vitest";
import { criterionArbitrary, funnelArbitrary } from "../naive/arbitrary-criterion.ts";
import { selectorArbitrary } from "../naive/arbitrary-selector.ts";
import { worldPlan, worldSlots } from "../naive/plan.ts";
import { indexSlots } from "../property-slots.ts";
import { EARLIER_PERIODS, type Question } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { ruleOf } from "./rule.ts";
import { statementLines } from "./statement-words.ts";

const scope: AnalysisScope = {
  project: 1,
  environment: "production",
  asOf: Date.UTC(2026, 2, 30),
  calendar: { timeZone: "Europe/Paris", weekStart: 1 },
  plan: worldPlan,
  slots: indexSlots(worldSlots),
  cohorts: new Map(),
};
const cohorts = [
  {
    id: "coh_saved",
    name: "Saved",
    criterion: { kind: "property", filter: { userProperty: "prp_plan", op: "is_set" } },
  } as const,
];
const rule = (question: Question, language: "en" | "fr"): string => ruleOf(scope, question, { language, cohorts });

const questions: fc.Arbitrary<Question> = fc.oneof(
  criterionArbitrary.map((criterion): Question => ({ kind: "cohort", criterion })),
  fc
    .tuple(funnelArbitrary, criterionArbitrary, fc.boolean())
    .map(
      ([funnel, criterion, complement]): Question => ({ kind: "funnel", ...funnel, cohort: { criterion }, complement }),
    ),
  selectorArbitrary.map(
    (event): Question => ({
      kind: "metric",
      event,
      measure: { kind: "percentile", percentile: 90, property: { property: "prp_price" } },
      interval: "week",
      range: { lastDays: 7 },
      breakdown: { userProperty: "prp_plan" },
    }),
  ),
  fc.tuple(selectorArbitrary, fc.constantFrom(...EARLIER_PERIODS), fc.boolean()).map(
    ([event, compareWith, isDistinct]): Question => ({
      kind: "metric",
      event,
      measure: isDistinct ? { kind: "distinct", property: { property: "prp_n" } } : { kind: "per_user" },
      interval: "total",
      range: { lastDays: 7 },
      compareWith,
      ...(isDistinct ? { dividedBy: { event: { any: true }, measure: { kind: "unique_users" } } } : {}),
    }),
  ),
  fc.tuple(selectorArbitrary, selectorArbitrary).map(
    ([start, back]): Question => ({
      kind: "retention",
      start,
      return: back,
      unit: "week",
      periods: 4,
      range: { lastDays: 60 },
    }),
  ),
  selectorArbitrary.map((event): Question => ({ kind: "active_users", event, range: { lastDays: 9 } })),
);

test("every question has a rule in both languages, with names and never with ids", () => {
  fc.assert(
    fc.property(questions, (question) => {
      const [en, fr] = [rule(question, "en"), rule(question, "fr")];
      expect(en).not.toBe(fr);
      for (const text of [en, fr]) {
        expect(text).not.toMatch(/undefined|\[object|NaN|prp_|evt_|coh_/);
        expect(text).toMatch(/^\p{Lu}.*\.$/u);
        expect(text).toContain("Europe/Paris");
      }
      // French typography: a no-break space inside guillemets and before high punctuation.
      expect(fr).not.toMatch(/« | »|[^\u00a0\s\d][:;?!](\s|$)| [:;?!]|“|'(?!.*»)/);
    }),
    { numRuns: 500 },
  );
});

test("rules read as sentences", () => {
  const question: Question = {
    kind: "cohort",
    criterion: {
      kind: "all",
      of: [
        {
          kind: "count",
          event: { event: "evt_c", where: [{ property: "prp_total", op: ">=", value: 20 }] },
          count: { op: ">=", value: 3 },
          window: { lastDays: 30 },
        },
        { kind: "not", of: { kind: "cohort", cohort: "coh_saved" } },
      ],
    },
  };
  expect(rule(question, "en")).toBe(
    "People: “Ordered” where “amount” ≥ 20 at least 3\u00a0times in the last 30\u00a0days, today included and not (in the cohort “Saved”). " +
      "Only conformant events of production count, days of Europe/Paris, as of Mar 30, 2026, 02:00:00.",
  );
  expect(rule(question, "fr")).toBe(
    "Personnes\u00a0: «\u00a0Ordered\u00a0» où «\u00a0amount\u00a0» ≥ 20 au moins 3\u00a0fois dans les 30 derniers jours, aujourd’hui compris et pas (membre de la cohorte «\u00a0Saved\u00a0»). " +
      "Seuls les événements conformes de l’environnement «\u00a0production\u00a0» comptent, jours de Europe/Paris, vus au 30 mars 2026, 02:00:00.",
  );
});

test("a cohort that kept its template's name is named in the reader's language", () => {
  const question: Question = {
    kind: "active_users",
    event: { any: true },
    range: { lastDays: 7 },
    cohort: { cohort: "coh_trial" },
  };
  const known = cohorts.map((cohort) => ({ ...cohort, id: "coh_trial", name: "Trial", template: "trial" }));
  expect(ruleOf(scope, question, { language: "fr", cohorts: known })).toContain(
    "Limité aux personnes\u00a0: membre de la cohorte «\u00a0Essai\u00a0».",
  );
  expect(ruleOf(scope, question, { language: "en", cohorts: known })).toContain("in the cohort “Trial”");
});

test("the statement has a line for every figure, in the reader's numbers", () => {
  const lines = statementLines(
    {
      planVersions: [1, 3],
      received: 12_345,
      considered: 12_000,
      stripped: 20,
      transformed: 0,
      excluded: { violating: 300, unplanned: 40, malformed: 5 },
      duplicates: 7,
      repaired: 2,
      traitsHeld: 1,
      usersTouched: 99,
      environment: "production",
      asOf: "2026-03-30T00:00:00.000Z",
      timeZone: "Europe/Paris",
    },
    "fr",
  );
  expect(lines).toHaveLength(15);
  expect(lines[3]).toBe("Dont sans des propriétés que leur source a écartées\u00a0: 20");
  expect(lines[1]).toBe("Événements reçus\u00a0: 12\u202f345");
});
