/** Commands on the standards of a plan: naming kind by kind, demanded fields, weights of rules, what is let pass. */

import { z } from "zod";
import { defineCommand, type Outcome, problem } from "./edit-command.ts";
import { type PatchShape, patched, patchPaths, setPatchSchema } from "./edit-patch.ts";
import { idSchema, pathSegment } from "./edit-path.ts";
import { changed, removed } from "./edit-tree.ts";
import type { Plan } from "./plan.ts";
import { namingStandardSchema, requiredFieldsSchema, standardsSchema, suppressionSchema } from "./schema-standards.ts";
import { STANDARD_KINDS, type Standards, type Suppression } from "./standards.ts";

const PATH = "plan/settings/standards";
const naming = namingStandardSchema.shape;
const required = requiredFieldsSchema.shape;
const word = naming.forbiddenWords.element;

function withStandards(plan: Plan, standards: Standards): Plan {
  const { settings } = plan;
  return standards === settings.standards ? plan : { ...plan, settings: { ...settings, standards } };
}

const NAMING_SHAPE: PatchShape = { sets: ["allowedVerbs", "forbiddenWords", "acronyms"] };
/** Changes how objects of one kind are to be named. */
export const updateNaming = defineCommand(
  "updateNaming",
  {
    kind: z.enum(STANDARD_KINDS),
    changes: z.strictObject({
      case: naming.case.optional(),
      prefix: naming.prefix.unwrap().nullable().optional(),
      pattern: naming.pattern.optional(),
      allowedVerbs: setPatchSchema(word),
      forbiddenWords: setPatchSchema(word),
      acronyms: setPatchSchema(word),
    }),
  },
  {
    apply: (plan, { kind, changes }) => {
      const { standards } = plan.settings;
      const next = patched(standards.naming[kind], changes, NAMING_SHAPE);
      if (next === standards.naming[kind]) return plan;
      return withStandards(plan, { ...standards, naming: { ...standards.naming, [kind]: next } });
    },
    touched: ({ kind, changes }) => patchPaths(`${PATH}/naming/${kind}`, changes, NAMING_SHAPE),
  },
);

const requiredPatch = z.strictObject({
  event: setPatchSchema(required.event.element),
  property: setPatchSchema(required.property.element),
  user_property: setPatchSchema(required.user_property.element),
  bundle: setPatchSchema(required.bundle.element),
  category: setPatchSchema(required.category.element),
});
const REQUIRED_SHAPE: PatchShape = { sets: STANDARD_KINDS };

/** Changes demanded fields per kind, weights per rule (null: as the rule itself says), synonyms, and the days until stale. */
export const updateStandards = defineCommand(
  "updateStandards",
  {
    changes: z.strictObject({
      requiredFields: requiredPatch.optional(),
      severities: z.record(z.string(), standardsSchema.shape.severities.valueType.nullable()).optional(),
      synonyms: standardsSchema.shape.synonyms.optional(),
      staleDays: standardsSchema.shape.staleDays.unwrap().nullable().optional(),
    }),
  },
  {
    apply: (plan, { changes }) => {
      const { standards } = plan.settings;
      const { requiredFields = {}, severities = {}, ...rest } = changes;
      const parts = {
        requiredFields: patched(standards.requiredFields, requiredFields, REQUIRED_SHAPE),
        severities: patched(standards.severities, severities, {}),
      };
      return withStandards(plan, patched(standards, { ...parts, ...rest }, {}));
    },
    touched: ({ changes }) => {
      const { requiredFields = {}, severities = {}, ...rest } = changes;
      return [
        ...patchPaths(`${PATH}/requiredFields`, requiredFields, REQUIRED_SHAPE),
        ...Object.keys(severities).map((rule) => `${PATH}/severities/${pathSegment(rule)}`),
        ...patchPaths(PATH, rest, {}),
      ];
    },
  },
);

type SuppressionsChange = (list: readonly Suppression[]) => readonly Suppression[] | undefined;

function changeSuppressions(plan: Plan, id: string, change: SuppressionsChange): Outcome {
  const { standards } = plan.settings;
  const suppressions = change(standards.suppressions);
  if (suppressions === undefined) return problem("not_found", `${PATH}/suppressions/${id}`, id);
  return suppressions === standards.suppressions ? plan : withStandards(plan, { ...standards, suppressions });
}

/** Lets a finding pass, for a reason and perhaps until a day. */
export const addSuppression = defineCommand(
  "addSuppression",
  { suppression: suppressionSchema as unknown as z.ZodType<Suppression> },
  {
    apply: (plan, { suppression }) => changeSuppressions(plan, suppression.id, (list) => [...list, suppression]),
    touched: ({ suppression }) => [`${PATH}/suppressions/${suppression.id}`],
  },
);

export const updateSuppression = defineCommand(
  "updateSuppression",
  {
    id: idSchema,
    changes: z.strictObject({
      reason: suppressionSchema.shape.reason.optional(),
      until: suppressionSchema.shape.until.unwrap().nullable().optional(),
    }),
  },
  {
    apply: (plan, { id, changes }) =>
      changeSuppressions(plan, id, (list) => changed(list, id, (item) => patched(item, changes, {}))),
    touched: ({ id, changes }) => patchPaths(`${PATH}/suppressions/${id}`, changes, {}),
  },
);

export const removeSuppression = defineCommand(
  "removeSuppression",
  { id: idSchema },
  {
    apply: (plan, { id }) => changeSuppressions(plan, id, (list) => removed(list, id)),
    touched: ({ id }) => [`${PATH}/suppressions/${id}`],
  },
);
