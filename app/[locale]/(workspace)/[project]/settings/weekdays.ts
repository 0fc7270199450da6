import type { Language } from "../../../../../lib/plan/plan.ts";
import type { SelectOption } from "../../../../_ui/select.tsx";

/** Names of the weekdays, Monday first: 2024-01-01 was one. */
export function weekdays(language: Language): readonly SelectOption[] {
  const format = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  return [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: format.format(Date.UTC(2024, 0, day)) }));
}
