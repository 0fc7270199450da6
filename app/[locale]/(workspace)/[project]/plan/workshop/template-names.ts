import { TEMPLATES } from "../../../../../../lib/template/catalogue.ts";
import type { TemplateName } from "./meeting-step.tsx";

/** The trades whose plans a workshop can take suggestions from. */
export function templateNames(): readonly TemplateName[] {
  return TEMPLATES.map(({ key, name }) => ({ key, name }));
}
