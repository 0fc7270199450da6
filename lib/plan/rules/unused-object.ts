import { fedGoals } from "../fed.ts";
import { objectTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Metrics that no event feeds. */
export const metricWithoutEvent = defineRule({
  code: "metric_without_event",
  severity: "warning",
  en: "No event or property feeds the metric “{name}”.",
  fr: "Aucun événement ni propriété n’alimente la métrique « {name} ».",
  hint: {
    en: "Link the events it is counted from: a metric without events cannot be computed.",
    fr: "Reliez les événements dont elle est tirée : une métrique sans événement ne peut pas être calculée.",
  },
  *find({ plan }) {
    const fed = fedGoals(plan);
    for (const metric of plan.metrics) {
      if (!fed.has(metric.id)) yield { target: objectTarget("metric", metric) };
    }
  },
});

/** Decisions that no metric informs. */
export const decisionWithoutMetric = defineRule({
  code: "decision_without_metric",
  severity: "info",
  en: "No metric informs the decision “{name}”.",
  fr: "Aucune métrique n’éclaire la décision « {name} ».",
  hint: {
    en: "Say which number would make you decide otherwise, and link that metric.",
    fr: "Dites quel nombre vous ferait décider autrement, et reliez cette métrique.",
  },
  *find({ plan }) {
    const informed = new Set(plan.metrics.flatMap(({ decisions }) => decisions));
    for (const decision of plan.decisions) {
      if (!informed.has(decision.id)) yield { target: objectTarget("decision", decision) };
    }
  },
});

/** Decisions that nothing in the plan serves, not even through a metric. */
export const unusedDecision = defineRule({
  code: "unused_decision",
  severity: "warning",
  en: "Nothing in the plan serves the decision “{name}”.",
  fr: "Rien dans le plan ne sert la décision « {name} ».",
  hint: {
    en: "Plan the events that would inform it, or remove the decision.",
    fr: "Planifiez les événements qui l’éclaireraient, ou retirez la décision.",
  },
  *find({ plan }) {
    const fed = fedGoals(plan);
    for (const decision of plan.decisions) {
      if (!fed.has(decision.id)) yield { target: objectTarget("decision", decision) };
    }
  },
});

/** Bundles that no event carries. */
export const unusedBundle = defineRule({
  code: "unused_bundle",
  severity: "info",
  en: "No event uses the bundle “{name}”.",
  fr: "Aucun événement n’utilise le groupe de propriétés « {name} ».",
  hint: {
    en: "Attach it to the events that share its properties, or remove it.",
    fr: "Rattachez-le aux événements qui partagent ses propriétés, ou retirez-le.",
  },
  *find({ plan }) {
    const used = new Set(plan.events.flatMap(({ bundles }) => bundles));
    for (const bundle of plan.bundles) {
      if (used.has(bundle.id)) continue;
      yield {
        target: objectTarget("bundle", bundle),
        fix: { command: "removeObject", kind: "bundle", id: bundle.id, cascade: true },
      };
    }
  },
});

/** Categories that hold no event. */
export const unusedCategory = defineRule({
  code: "unused_category",
  severity: "info",
  en: "No event is in the category “{name}”.",
  fr: "Aucun événement n’est dans la catégorie « {name} ».",
  hint: { en: "Put events in it, or remove it.", fr: "Mettez-y des événements, ou retirez-la." },
  *find({ plan }) {
    const used = new Set(plan.events.map(({ category }) => category));
    for (const category of plan.categories) {
      if (used.has(category.id)) continue;
      yield {
        target: objectTarget("category", category),
        fix: { command: "removeObject", kind: "category", id: category.id },
      };
    }
  },
});
