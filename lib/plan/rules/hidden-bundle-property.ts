import { eventTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Bundled properties that another of the same name hides in an event. */
export const hiddenBundleProperty = defineRule({
  code: "hidden_bundle_property",
  severity: "info",
  en: "In “{name}” the bundled property “{detail}” is hidden by another of the same name.",
  fr: "Dans « {name} », la propriété partagée « {detail} » est masquée par une autre du même nom.",
  hint: {
    en: "Remove one of the two, or rename it: changes of the bundle do not reach this event.",
    fr: "Retirez l’une des deux, ou renommez-la : les changements du groupe de propriétés n’atteignent pas cet événement.",
  },
  *find({ plan }) {
    const bundles = new Map(plan.bundles.map((bundle) => [bundle.id as string, bundle]));
    for (const event of plan.events) {
      if (event.bundles.length === 0) continue;
      const seen = new Set(event.properties.map(({ name }) => name));
      for (const id of event.bundles) {
        for (const { name } of bundles.get(id)?.properties ?? []) {
          if (seen.has(name)) yield { target: eventTarget(event, `bundles/${id}`), detail: name };
          seen.add(name);
        }
      }
    }
  },
});
