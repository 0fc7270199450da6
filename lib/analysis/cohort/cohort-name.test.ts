import { expect, it } from "vitest";
import { cohortDescription, cohortName } from "./cohort-name.ts";
import { COHORT_TEMPLATES } from "./templates.ts";

it("a cohort that kept its template's name has it in the reader's language, whichever it was saved in", () => {
  for (const { id, name, description } of COHORT_TEMPLATES)
    for (const saved of ["en", "fr"] as const) {
      const cohort = { name: name[saved], description: description[saved], template: id };
      expect(cohortName(cohort, "fr")).toBe(name.fr);
      expect(cohortName(cohort, "en")).toBe(name.en);
      expect(cohortDescription(cohort, "fr")).toBe(description.fr);
    }
});

it("a name or description that somebody gave stays, and a namesake without a template too", () => {
  const trial = { name: "Trial", description: "Ours", template: "trial" };
  expect(cohortName(trial, "fr")).toBe("Essai");
  expect(cohortDescription(trial, "fr")).toBe("Ours");
  expect(cohortName({ ...trial, name: "Trial 2026" }, "fr")).toBe("Trial 2026");
  expect(cohortName({ name: "Trial", template: null }, "fr")).toBe("Trial");
  expect(cohortName({ name: "Trial" }, "fr")).toBe("Trial");
});
