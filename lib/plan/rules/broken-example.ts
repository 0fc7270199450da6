import { exampleFault } from "./event-example.ts";
import { fitsType } from "./example-fits.ts";
import { eventTarget, propertyTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Examples that the event or property itself would refuse. */
export const brokenExample = defineRule({
  code: "broken_example",
  severity: "warning",
  en: "The example {detail} does not fit “{name}”.",
  fr: "L’exemple {detail} ne convient pas à « {name} ».",
  hint: {
    en: "Mend the example or the type: examples are copied into code and documents.",
    fr: "Corrigez l’exemple ou le type : les exemples sont recopiés dans le code et les documents.",
  },
  *find({ plan, properties }) {
    for (const event of plan.events) {
      if (event.examples.length === 0) continue;
      const faults = event.examples.map((example) => exampleFault(plan, event, example));
      const fitting = event.examples.filter((_, index) => faults[index] === undefined);
      for (const fault of faults) {
        if (fault === undefined) continue;
        yield {
          target: eventTarget(event, "examples"),
          detail: { en: `(${fault.en})`, fr: `(${fault.fr})` },
          fix: { command: "updateEvent", id: event.id, changes: { examples: fitting } },
        };
      }
    }
    for (const placed of properties) {
      const { id, type, examples } = placed.property;
      if (examples.length === 0) continue;
      const fitting = examples.filter((example) => fitsType(type, example));
      for (const example of examples) {
        if (fitting.includes(example)) continue;
        yield {
          target: propertyTarget(placed, "examples"),
          name: placed.name,
          detail: JSON.stringify(example),
          fix: { command: "updateProperty", place: placed.place, id, changes: { examples: fitting } },
        };
      }
    }
  },
});
