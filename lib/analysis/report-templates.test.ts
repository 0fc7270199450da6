import { describe, expect, it } from "vitest";
import { REPORT_TEMPLATES, reportDescription, reportName } from "./report-templates.ts";

const { name, description } = REPORT_TEMPLATES.funnel;
const kept = { name: name.en, description: description.en };

describe("a ready-made report", () => {
  it("has its name and description in the reader's language", () => {
    expect(reportName(kept, "fr")).toBe(name.fr);
    expect(reportName({ name: name.fr }, "en")).toBe(name.en);
    expect(reportDescription(kept, "fr")).toBe(description.fr);
  });

  it("that was renamed is called what it was given, in every language", () => {
    const renamed = { ...kept, name: "Checkout" };
    expect(reportName(renamed, "fr")).toBe("Checkout");
    expect(reportDescription(renamed, "fr")).toBe(description.en);
  });

  it("that was described anew keeps those words", () => {
    expect(reportDescription({ ...kept, description: "Ours" }, "fr")).toBe("Ours");
  });
});
