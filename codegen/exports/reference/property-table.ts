/** The table of properties in Markdown, nested ones after what holds them. */

import type { Desk } from "../../../lib/document/document.ts";
import { presenceLines } from "../../../lib/document/presence-text.ts";
import { propertyRows, typeRules, valueText } from "../../../lib/document/property-rows.ts";
import { deprecationText } from "../../../lib/document/property-table.ts";
import { typeText } from "../../../lib/document/type-text.ts";
import type { PlanEvent, Property } from "../../../lib/plan/plan.ts";
import { cellCode, plain, table } from "./markdown-text.ts";

export function propertyTable(desk: Desk, properties: readonly Property[], of: PlanEvent | "person"): string {
  const { t, words, text } = desk;
  if (properties.length === 0) return t("none.properties");
  const rows = propertyRows(properties).map(({ name, property }) => {
    const { privacy, consentPurpose, examples } = property;
    const told = [
      text(property.description),
      ...typeRules(property.type, t).map((rule) => `${rule}.`),
      deprecationText(desk, property),
    ];
    const must = [t(property.required ? "yes" : "no"), ...(of === "person" ? [] : presenceLines(of, property.id, t))];
    const [example] = examples;
    return [
      cellCode(name),
      plain(typeText(property.type, words)),
      ...(of === "person" ? [] : [plain(must.join(", "))]),
      plain(told.filter((part) => part !== "").join(" ")),
      plain([t(`privacyClass.${privacy}`), consentPurpose ?? ""].filter((part) => part !== "").join(", ")),
      example === undefined ? "" : cellCode(valueText(example)),
    ];
  });
  const heads = [
    t("column.name"),
    t("column.type"),
    ...(of === "person" ? [] : [t("column.required")]),
    t("column.description"),
    t("column.privacy"),
    t("column.example"),
  ];
  return table(heads, rows);
}
