import { fitsType } from "./example-fits.ts";
import { propertyTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Examples that the property itself would refuse. */
export const brokenExample = defineRule({
  code: "broken_example",
  severity: "warning",
  en: "The example {detail} does not fit “{name}”.",
  fr: "L’exemple {detail} ne convient pas à « {name} ».",
  hint: {
    en: "Mend the example or the type: examples are copied into code and documents.",
    fr: "Corrigez l’exemple ou le type : les exemples sont recopiés dans le code et les documents.",
  },
  *find({ properties }) {
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
