/** A plan whose every text tries to leave the place it is written to: file names, strings, comments, formulas, HTML. */

import { suggestIdentifier } from "./names.ts";
import { emptyPlan, newEvent, newProperty } from "./new-object.ts";
import type { Plan, PlanEvent } from "./plan.ts";
import { plainStandards } from "./standards.ts";

/** Wire names that broke generators, parsers or screens somewhere; each must arrive on the wire exactly as it stands. */
export const HOSTILE_NAMES: readonly string[] = [
  "it's done",
  'a"b',
  "back\\slash",
  "trailing\\",
  "new\nline",
  "carriage\rreturn",
  "tab\there",
  "`backtick`",
  "${globalThis.canary = 1}",
  "*/ globalThis.canary = 1; /*",
  "// comment",
  "--> html <!--",
  "</script><script>globalThis.canary=1</script>",
  "<img src=x onerror=alert(1)>",
  "'''triple'''",
  '"""triple"""',
  "#{ruby}",
  "%s %d %n",
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "line\u2028separator",
  "paragraph\u2029separator",
  "rtl \u202e override",
  "zero\u200bwidth",
  "🎉",
  "Заказ оформлен",
  "注文完了",
  "Événement créé",
  "42",
  "4 2",
  "42 things",
  "delete",
  "class",
  "constructor",
  "__proto__",
  "prototype",
  "then",
  "toString",
  "default",
  "await",
  "track",
  "init",
  "Object",
  "Record",
  "Promise",
  "Event Collided",
  "event_collided",
  "eventCollided",
  " leading and trailing ",
  "CON",
  "../../etc/passwd",
  "a/b",
  "a.b",
  "javascript:alert(1)",
  "very long ".repeat(60).trim(),
];

const HOSTILE_TEXT = "*/ globalThis.canary = 1; /* `${globalThis.canary = 1}` \"'\\ <b>bold</b> \u2028 =1+1";

function hostileEvents(): PlanEvent[] {
  const taken = new Set<string>();
  return HOSTILE_NAMES.map((name, index) => {
    const id = `evt_hostile_${index}`;
    const identifier = suggestIdentifier({ name, id, policy: "unicode", taken });
    taken.add(identifier.toLowerCase());
    return newEvent({
      id,
      name,
      identifier,
      displayName: { en: HOSTILE_TEXT, fr: HOSTILE_TEXT },
      description: { en: HOSTILE_TEXT, fr: HOSTILE_TEXT },
      trigger: { en: HOSTILE_TEXT },
      owner: HOSTILE_TEXT,
      tags: [name],
      properties: [
        newProperty({
          id: `prp_hostile_${index}`,
          name,
          description: { en: HOSTILE_TEXT },
          type: { kind: "string", enum: [name, "0", "true", "null", HOSTILE_TEXT] },
          required: true,
        }),
        newProperty({
          id: `prp_hostile_const_${index}`,
          name: `const ${name}`,
          type: { kind: "string", const: index % 2 === 0 ? "0" : name },
          required: true,
        }),
        newProperty({
          id: `prp_hostile_nested_${index}`,
          name: `nested ${name}`,
          type: {
            kind: "object",
            open: false,
            properties: [
              newProperty({ id: `prp_hostile_inner_${index}`, name, type: { kind: "number" }, required: true }),
              newProperty({ id: `prp_hostile_own_${index}`, name: "hasOwnProperty", type: { kind: "boolean" } }),
            ],
          },
        }),
      ],
      ...(index % 5 === 0 ? { status: "deprecated" as const, deprecation: { text: { en: HOSTILE_TEXT } } } : {}),
    });
  });
}

export const hostilePlan: Plan = {
  ...emptyPlan("hostile"),
  name: { en: HOSTILE_TEXT, fr: HOSTILE_TEXT },
  description: { en: HOSTILE_TEXT },
  settings: { ...emptyPlan("hostile").settings, standards: plainStandards("any", "any"), automatic: [] },
  events: hostileEvents(),
};
