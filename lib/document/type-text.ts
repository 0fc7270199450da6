import type { AreaText } from "../i18n/translate.ts";
import type { PropertyType } from "../plan/plan.ts";

/** A type in a few words: `list of text`, `number or null`, `text (3 values)`. */
export function typeText(type: PropertyType, t: AreaText<"plan">): string {
  const text = bareText(type, t);
  return "nullable" in type && type.nullable ? t("type.orNull", { type: text }) : text;
}

function bareText(type: PropertyType, t: AreaText<"plan">): string {
  switch (type.kind) {
    case "array":
      return t("type.listOf", { type: typeText(type.items, t) });
    case "union":
      return type.anyOf.map((one) => typeText(one, t)).join(` ${t("type.or")} `);
    case "string":
    case "number":
    case "integer":
      if (type.enum) return t("type.withValues", { type: t(`type.${type.kind}`), count: type.enum.length });
      return "format" in type && type.format ? type.format : t(`type.${type.kind}`);
    default:
      return t(`type.${type.kind}`);
  }
}
