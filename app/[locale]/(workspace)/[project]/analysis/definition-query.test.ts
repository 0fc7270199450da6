import { expect, it } from "vitest";
import type { Question } from "../../../../../lib/analysis/question.ts";
import { addressOf, readCompared, readDefinition, readRevision } from "./definition-query.ts";

const SAVED = "https://gabarit.example/fr/shop/reports/rep_1";
const QUESTION: Question = {
  kind: "active_users",
  event: { any: true },
  range: { lastDays: 30 },
  cohort: { cohort: "coh_é&=?" },
};

/** What a page reads back from its address. */
function read(url: URL) {
  return {
    definition: readDefinition(url.searchParams.get("q") ?? undefined),
    compared: readCompared(url.searchParams.get("compare") ?? undefined),
  };
}

it("keeps a cohort beside its complement, of a saved report and of one being built", () => {
  const saved = addressOf(SAVED, { compared: true });
  expect(saved.search).toBe("?compare=complement");
  expect(read(saved)).toEqual({ definition: undefined, compared: true });
  const built = addressOf(saved.href, { definition: QUESTION, compared: true });
  expect(read(built)).toEqual({ definition: QUESTION, compared: true });
  expect(read(addressOf(built.href, { definition: QUESTION, compared: false }))).toEqual({
    definition: QUESTION,
    compared: false,
  });
});

it("leaves what an offered report was asked for, and nothing where nothing is said", () => {
  const offered = `${SAVED.replace("rep_1", "new")}?kind=funnel&cohort=coh_1`;
  expect(addressOf(offered, { compared: true }).search).toBe("?kind=funnel&cohort=coh_1&compare=complement");
  expect(addressOf(`${offered}&compare=complement`, {}).href).toBe(offered);
  expect(addressOf(SAVED, {}).href).toBe(SAVED);
  expect(readCompared("yes")).toBeUndefined();
});

it("keeps the revision that what is built was begun on, and drops both once it is saved", () => {
  const built = addressOf(SAVED, { definition: QUESTION, on: 4, compared: true });
  expect(readRevision(built.searchParams.get("on") ?? undefined)).toBe(4);
  expect(addressOf(built.href, { definition: null, on: 5, compared: true }).search).toBe("?compare=complement");
  expect(readRevision(undefined)).toBeUndefined();
  expect(readRevision("four")).toBeUndefined();
});
