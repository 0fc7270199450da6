// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "fetch": { "disableSameOriginPolicy": true } } }
/**
 * Every field of the model through its real control: drawn in a page, operated by hand, saved in the store, read back. A field
 * without a control, a control without an edit, and an edit that does not survive a reload each fail here.
 */

import { beforeAll, describe, expect, it } from "vitest";
import { asProject, makeWorld } from "../../../../../lib/access/testing.ts";
import { clearProcessState } from "../../../../../lib/base/process-state.ts";
import { editsBetween } from "../../../../../lib/plan/edit-between.ts";
import { newProperty } from "../../../../../lib/plan/new-object.ts";
import type { Plan, PlanEvent, PropertyType } from "../../../../../lib/plan/plan.ts";
import { loadPlan, MAIN } from "../../../../../lib/plan/store.ts";
import { commitEdits } from "../../../../../lib/plan/store-commit.ts";
import { usePlanDb } from "../../../../../lib/store/testing.ts";
import { FieldControl } from "./editing/field-control.tsx";
import * as fields from "./fields.ts";
import { CreateEvent } from "./grid/create-event.tsx";
import { type NewEventInput, newEventAnswer } from "./grid/new-event.ts";
import { BundleDesk } from "./objects/bundle-desk.tsx";
import { DecisionDesk, MetricDesk } from "./objects/decision-desk.tsx";
import { GroupDesk } from "./objects/group-desk.tsx";
import { JourneyDesk } from "./objects/journey-desk.tsx";
import { PurposesEditor, RecipientsEditor } from "./objects/purposes-editor.tsx";
import { CategoryDesk, PlanSettingsForm } from "./objects/settings-desk.tsx";
import { StandardsEditor } from "./objects/standards-editor.tsx";
import { StepsEditor } from "./objects/steps-editor.tsx";
import { TransformationsEditor } from "./objects/transformations-editor.tsx";
import { UserPropertyDesk } from "./objects/user-property-desk.tsx";
import { AttachedBundles } from "./panel/attached-bundles.tsx";
import { TriggersEditor } from "./panel/triggers-editor.tsx";
import { VariantsEditor } from "./panel/variants-editor.tsx";
import { PresenceControl } from "./property/presence-control.tsx";
import { PropertyEditor } from "./property/property-editor.tsx";
import { PropertyList } from "./property/property-list.tsx";
import { locateInEvent } from "./property/property-tree.ts";
import type { FindingScope } from "./shown-findings.ts";
import { editable, FIELD_CASES, FIELD_PLAN, fieldOf, otherValue } from "./testing/field-cases.ts";
import { TABLES } from "./testing/field-tables.ts";
import { operate } from "./testing/operate-control.ts";
import { PlanDesk, TEXTS } from "./testing/plan-desk.tsx";

usePlanDb();

let desk: PlanDesk;
let project: Awaited<ReturnType<typeof asProject>>;

beforeAll(async () => {
  project = await asProject(await makeWorld());
  let { revision } = await loadPlan(project);
  const save = async (edits: Parameters<typeof commitEdits>[2]["edits"]): Promise<Plan> => {
    const saved = await commitEdits(project, MAIN, { expectedRevision: revision, edits });
    revision = saved.revision;
    return saved.plan;
  };
  const start = await loadPlan(project);
  const plan = await save(editsBetween(start.plan, { ...FIELD_PLAN, slug: project.slug }));
  desk = new PlanDesk(plan, save);
});

/** What whoever loads the plan anew finds: each field as the saves before have answered it. */
async function reloaded(): Promise<Plan> {
  clearProcessState("planBranches");
  const { plan } = await loadPlan(project);
  expect(plan).toEqual(desk.plan);
  return plan;
}

describe("each field's control saves its value", () => {
  for (const { name, subject, table, read } of FIELD_CASES)
    it.each(editable(table))(`${name}: %s`, async (field, spec) => {
      const before = fieldOf(read(desk.plan), field);
      const target = otherValue({ field, spec, before, plan: desk.plan, subject: subject as { id?: string } });
      await desk.show((plan) => (
        <FieldControl subject={subject} field={field} spec={spec} value={fieldOf(read(plan), field)} />
      ));
      await operate(desk, spec, before, target);
      const stored = fieldOf(read(desk.plan), field);
      if (Array.isArray(target)) expect([...(stored as unknown[])].sort()).toEqual([...target].sort());
      else expect(stored).toEqual(target);
      // Texts have a field for each language of the plan: the next fields need both.
      if (field === "languages") await operate(desk, spec, target, before);
    });

  it("all of which whoever loads the plan anew finds", reloaded);
});

const EVENT = "evt_order_completed";

/** A value for each constraint, none of which refuses another; `enum` and `const` are given by kind. */
const VALUES: Readonly<Record<string, unknown>> = {
  nullable: true,
  format: "email",
  pattern: "^r",
  minLength: 1,
  maxLength: 9,
  minimum: 1,
  maximum: 20,
  exclusiveMinimum: 0,
  exclusiveMaximum: 21,
  multipleOf: 1,
  minItems: 1,
  maxItems: 3,
  uniqueItems: true,
  open: true,
  schema: { type: "string", minLength: 2 },
};
const LISTED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  string: { enum: ["red", "room 2"], const: "red" },
  number: { enum: [1.5, 2], const: 1.5, multipleOf: 0.5 },
  integer: { enum: [4, 5], const: 4 },
  boolean: { const: false },
};

async function add(id: string, name: string, type: PropertyType, required = false): Promise<void> {
  const property = { ...newProperty({ id, name, type }), required };
  await desk.save([{ command: "addProperty", place: { in: "event", id: EVENT }, property: property as never }]);
}

function typeOf(plan: Plan, id: string): PropertyType | undefined {
  return plan.events.flatMap((event) => locateInEvent(event, id)?.property.type ?? [])[0];
}

function showProperty(id: string): Promise<void> {
  return desk.show((plan) =>
    plan.events.map((event) => {
      const located = locateInEvent(event, id);
      return located && <PropertyEditor key={id} located={located} backLabel="back" onOpen={() => undefined} />;
    }),
  );
}

async function constrain(name: string, value: unknown): Promise<void> {
  const control = desk.labelled(TEXTS.constraint[name as "enum"]);
  if (typeof value === "boolean" && control.type === "checkbox") await desk.press(control);
  else if (control.tagName === "SELECT") await desk.choose(control, String(value));
  else if (Array.isArray(value)) for (const one of value) await desk.type(control, String(one));
  else await desk.type(control, typeof value === "object" ? JSON.stringify(value) : String(value));
}

const OWN = ["properties", "items", "anyOf"];

describe("each constraint of a type, by its control", () => {
  it.each(fields.TYPE_KINDS)("%s", async (kind) => {
    const id = `prp_kind_${kind}`;
    // It begins as something else: the kind is chosen in the editor too.
    const type: PropertyType = kind === "null" ? { kind: "any" } : { kind: "null" };
    await add(id, `of_${kind}`, type);
    await showProperty(id);
    await desk.choose(desk.labelled(TEXTS.field.type), kind);
    expect(typeOf(desk.plan, id)?.kind).toBe(kind);
    const set: Record<string, unknown> = {};
    for (const name of fields.TYPE_CONSTRAINTS[kind].filter((one) => !OWN.includes(one))) {
      const value = LISTED[kind]?.[name] ?? VALUES[name];
      expect(value, name).toBeDefined();
      await constrain(name, value);
      set[name] = value;
      expect(typeOf(desk.plan, id), name).toMatchObject(set);
    }
    // What was set first is still there.
    expect(typeOf(await reloaded(), id)).toMatchObject({ kind, ...set });
  });
});

/** Adds a property in the nth form for one that stands on the page. */
async function addProperty(name: string, kind: PropertyType["kind"], at = 0): Promise<void> {
  await desk.type(desk.named(TEXTS.property.newName, at), name);
  await desk.choose(desk.named(TEXTS.property.newType, at), kind);
  await desk.submit(desk.named(TEXTS.property.newName, at).closest("form"));
}

async function create(label: string, name: string): Promise<void> {
  await desk.type(desk.named(label), name);
  await desk.submit(desk.named(label).closest("form"));
}

const added = (list: readonly { readonly name: unknown }[]) => list.map(({ name }) => name);
const eventIn = (plan: Plan): PlanEvent => plan.events.find(({ id }) => id === EVENT) as PlanEvent;

/** What each field whose control is an editor of its own is edited by; a field missing here fails the test below. */
const EDITORS: Record<string, () => Promise<void>> = {
  "type.properties": async () => {
    await add("prp_object", "object_of_test", { kind: "object", properties: [], open: false });
    await showProperty("prp_object");
    await addProperty("inner", "object");
    expect(typeOf(await reloaded(), "prp_object")).toMatchObject({
      properties: [{ name: "inner", type: { kind: "object" } }],
    });
    const type = typeOf(desk.plan, "prp_object");
    const inner = (type?.kind === "object" && type.properties[0]?.id) || "";
    await showProperty(inner);
    await addProperty("innermost", "number");
    const nested = { properties: [{ name: "innermost", type: { kind: "number" } }] };
    expect(typeOf(await reloaded(), inner)).toMatchObject(nested);
  },
  "type.items": async () => {
    await add("prp_list", "list_of_test", { kind: "array", items: { kind: "string" } });
    await showProperty("prp_list");
    await desk.choose(desk.labelled(TEXTS.type.items), "integer");
    await constrain("minimum", 2);
    expect(typeOf(await reloaded(), "prp_list")).toEqual({ kind: "array", items: { kind: "integer", minimum: 2 } });
    await desk.choose(desk.labelled(TEXTS.type.items), "object");
    await addProperty("in_each", "boolean");
    expect(typeOf(await reloaded(), "prp_list")).toMatchObject({ items: { properties: [{ name: "in_each" }] } });
  },
  "type.anyOf": async () => {
    await add("prp_choice", "choice_of_test", { kind: "union", anyOf: [{ kind: "string" }, { kind: "null" }] });
    await showProperty("prp_choice");
    await desk.press(desk.button(TEXTS.type.addMember));
    await desk.choose(desk.labelled(TEXTS.type.member.replace("{number}", "3")), "object");
    await desk.choose(desk.labelled(TEXTS.type.member.replace("{number}", "2")), "object");
    // Two objects have no path of their own: their properties are edited in place.
    await addProperty("in_second", "string", 0);
    await addProperty("in_third", "number", 1);
    await desk.press(desk.button(TEXTS.type.removeMember.replace("{number}", "1")));
    const member = (name: string) => ({ kind: "object", properties: [{ name }] });
    expect(typeOf(await reloaded(), "prp_choice")).toMatchObject({ anyOf: [member("in_second"), member("in_third")] });
  },
  "event.properties": async () => {
    await desk.show((plan) => (
      <PropertyList
        place={{ in: "event", id: EVENT }}
        properties={eventIn(plan).properties}
        onOpen={nothing}
        label="own"
      />
    ));
    await addProperty("of_the_list", "string");
    expect(added(eventIn(await reloaded()).properties)).toContain("of_the_list");
  },
  "event.bundles": async () => {
    await desk.show((plan) => <AttachedBundles event={eventIn(plan)} bundles={plan.bundles} />);
    const [{ id = "", name = "" } = {}] = desk.plan.bundles;
    await desk.press(desk.button(TEXTS.bundle.detach.replace("{name}", name)));
    expect(eventIn(await reloaded()).bundles).not.toContain(id);
    await desk.press(desk.all("button[aria-haspopup=listbox]")[0]);
    await desk.press(desk.all("[role=option]").find((one) => one.textContent === name));
    await desk.press(desk.button(TEXTS.bundle.attach));
    expect(eventIn(await reloaded()).bundles).toContain(id);
  },
  "event.variants": async () => {
    const [variantEvent] = desk.plan.events.filter((event) => event.variants === undefined && event.id !== EVENT);
    const event = variantEvent?.id ?? "";
    const property = {
      ...newProperty({ id: "prp_way", name: "way", type: { kind: "string", enum: ["a", "b", "c"] } }),
      required: true,
    };
    await desk.save([{ command: "addProperty", place: { in: "event", id: event }, property: property as never }]);
    const of = (plan: Plan) => plan.events.find(({ id }) => id === event) as PlanEvent;
    await desk.show((plan) => <VariantsEditor event={of(plan)} bundles={plan.bundles} onOpen={nothing} />);
    await desk.choose(desk.labelled(TEXTS.variant.discriminator), "prp_way");
    await desk.press(desk.button(TEXTS.variant.add));
    const [, other] = desk.all<HTMLInputElement>("input[type=checkbox]");
    await desk.press(other);
    await desk.type(desk.all<HTMLInputElement>("[lang=fr]")[0] as HTMLInputElement, "Par lettre");
    await addProperty("stamp", "string");
    expect(of(await reloaded()).variants).toMatchObject({
      discriminator: "prp_way",
      cases: [{ match: ["a", "b"], displayName: { fr: "Par lettre" }, properties: [{ name: "stamp" }] }],
    });
  },
  "property.type": async () => {
    await add("prp_typed", "typed_of_test", { kind: "string" });
    await showProperty("prp_typed");
    await desk.choose(desk.labelled(TEXTS.field.type), "integer");
    expect(typeOf(await reloaded(), "prp_typed")).toEqual({ kind: "integer" });
  },
  "bundle.properties": async () => {
    const [{ id = "" } = {}] = desk.plan.bundles;
    await desk.show((plan) => (
      <PropertyList
        place={{ in: "bundle", id }}
        properties={plan.bundles[0]?.properties ?? []}
        onOpen={nothing}
        label="own"
      />
    ));
    await addProperty("of_the_bundle", "number");
    expect(added((await reloaded()).bundles[0]?.properties ?? [])).toContain("of_the_bundle");
  },
  "group type.properties": async () => {
    const [{ id = "" } = {}] = desk.plan.groupTypes;
    await desk.show((plan) => (
      <PropertyList
        traits
        place={{ in: "group", id }}
        properties={plan.groupTypes[0]?.properties ?? []}
        onOpen={nothing}
        label="own"
      />
    ));
    await addProperty("of_the_group", "number");
    expect(added((await reloaded()).groupTypes[0]?.properties ?? [])).toContain("of_the_group");
  },
  "plan.userProperties": async () => {
    await desk.show((plan) => <UserPropertyDesk properties={plan.userProperties} />);
    await addProperty("of_people", "boolean");
    expect(added((await reloaded()).userProperties)).toContain("of_people");
  },
  "plan.bundles": async () => {
    await desk.show((plan) => <BundleDesk bundles={plan.bundles} uses={{}} />);
    await create(TEXTS.bundle.new, "Bundle of test");
    expect(added((await reloaded()).bundles)).toContain("Bundle of test");
  },
  "plan.groupTypes": async () => {
    await desk.show((plan) => <GroupDesk groups={plan.groupTypes} />);
    await create(TEXTS.group.new, "group_of_test");
    expect(added((await reloaded()).groupTypes)).toContain("group_of_test");
  },
  "plan.decisions": async () => {
    await desk.show((plan) => <DecisionDesk decisions={plan.decisions} metrics={plan.metrics} servedBy={{}} />);
    await create(TEXTS.decision.new, "Decision of test");
    expect(added((await reloaded()).decisions)).toContainEqual({ en: "Decision of test" });
  },
  "plan.metrics": async () => {
    await desk.show((plan) => <MetricDesk metrics={plan.metrics} servedBy={{}} />);
    await create(TEXTS.metric.new, "Metric of test");
    expect(added((await reloaded()).metrics)).toContainEqual({ en: "Metric of test" });
  },
  "plan.categories": async () => {
    await desk.show((plan) => <CategoryDesk categories={plan.categories} counts={{}} />);
    await create(TEXTS.category.new, "Category of test");
    expect(added((await reloaded()).categories)).toContain("Category of test");
  },
  "plan.events": async () => {
    const scope: FindingScope = { language: "en", sources: [], used: { ids: [], roles: [] } };
    const answer = async (_slug: string, _branch: string, input: NewEventInput) =>
      newEventAnswer(desk.plan, input, scope);
    await desk.show(() => <CreateEvent open onOpenChange={nothing} create={answer} onCreated={nothing} />);
    await desk.type(desk.labelled(TEXTS.field.name), "Event Of Test");
    await desk.submit(desk.all("form")[0] ?? null);
    expect(added((await reloaded()).events)).toContain("Event Of Test");
  },
  "plan.journeys": async () => {
    await desk.show((plan) => <JourneyDesk journeys={plan.journeys} published={[]} />);
    await create(TEXTS.journey.new, "Journey of test");
    expect(added((await reloaded()).journeys)).toContainEqual({ en: "Journey of test" });
  },
  "journey.steps": async () => {
    const [{ id = "" } = {}] = desk.plan.journeys;
    await desk.show((plan) => plan.journeys.slice(0, 1).map((one) => <StepsEditor key={one.id} journey={one} />));
    await create(TEXTS.journey.newStep, "Step of test");
    const steps = (plan: Plan) => plan.journeys.find((one) => one.id === id)?.steps ?? [];
    expect(added(steps(await reloaded())).at(-1)).toEqual({ en: "Step of test" });
    await desk.press(desk.button(TEXTS.moveUp, steps(desk.plan).length - 2));
    expect(added(steps(await reloaded())).at(-2)).toEqual({ en: "Step of test" });
    await desk.press(desk.button(TEXTS.object.remove.replace("{name}", "Step of test")));
    expect(added(steps(await reloaded()))).not.toContainEqual({ en: "Step of test" });
  },
  "event.triggers": async () => {
    await desk.show((plan) => <TriggersEditor event={eventIn(plan)} />);
    await create(TEXTS.trigger.new, "On the card reader");
    expect(eventIn(await reloaded()).triggers.at(-1)?.text).toEqual({ en: "On the card reader" });
    await desk.press(desk.button(TEXTS.object.remove.replace("{name}", "On the card reader")));
    expect(eventIn(await reloaded()).triggers.map(({ text }) => text.en)).not.toContain("On the card reader");
  },
  "event.presence": async () => {
    const { property } = locateInEvent(eventIn(desk.plan), "prp_total") ?? {};
    if (property === undefined) throw new Error("no property");
    await desk.show((plan) => <PresenceControl event={eventIn(plan)} property={property} />);
    await desk.choose(desk.labelled("web"), "never");
    const exception = { property: property.id, source: "web", presence: "never" };
    expect(eventIn(await reloaded()).presence).toContainEqual(exception);
    await desk.choose(desk.labelled("web"), "");
    expect(eventIn(await reloaded()).presence).not.toContainEqual(exception);
  },
  "settings.purposes": async () => {
    await desk.show((plan) => <PurposesEditor purposes={plan.settings.purposes} />);
    await create(TEXTS.purpose.new, "Fraude à la carte");
    expect((await reloaded()).settings.purposes.at(-1)).toMatchObject({ key: "fraude_a_la_carte" });
    await desk.press(desk.button(TEXTS.object.remove.replace("{name}", "Fraude à la carte")));
    expect((await reloaded()).settings.purposes.map(({ key }) => key)).not.toContain("fraude_a_la_carte");
  },
  "settings.recipientDetails": async () => {
    await desk.show((plan) => <RecipientsEditor recipients={plan.settings.recipientDetails} />);
    await create(TEXTS.recipient.new, "Courriers du Nord");
    expect((await reloaded()).settings.recipientDetails.at(-1)).toMatchObject({ key: "Courriers du Nord" });
    await desk.press(desk.button(TEXTS.object.remove.replace("{name}", "Courriers du Nord")));
    expect((await reloaded()).settings.recipientDetails.map(({ key }) => key)).toEqual(["Analytics Ltd"]);
  },
  "settings.transformations": async () => {
    await desk.show((plan) => <TransformationsEditor transformations={plan.settings.transformations} />);
    await create(TEXTS.transformation.new, "Montant en centimes");
    const made = (await reloaded()).settings.transformations.at(-1);
    expect(made).toMatchObject({ key: "Montant en centimes", operation: "rename_property" });
    const texts = { ...made, operation: TEXTS.option.operation.rename_property };
    const title = TEXTS.transformation.item.replace(/\{(\w+)\}/g, (_, name) =>
      String(texts[name as keyof typeof texts]),
    );
    await desk.press(desk.button(TEXTS.object.remove.replace("{name}", title)));
    expect((await reloaded()).settings.transformations.map(({ key }) => key)).not.toContain("Montant en centimes");
  },
  "plan.settings": async () => {
    await desk.show((plan) => (
      <PlanSettingsForm plan={plan} settings={plan.settings} rules={["event_naming", "odd_name"]} />
    ));
    await desk.type(desk.labelled(TEXTS.field.canonicalUserId), "The number on the card");
    expect((await reloaded()).settings.canonicalUserId).toBe("The number on the card");
  },
};
const nothing = () => undefined;

async function showStandards(): Promise<void> {
  await desk.show((plan) => (
    <StandardsEditor standards={plan.settings.standards} rules={["event_naming", "odd_name"]} />
  ));
}

Object.assign(EDITORS, {
  "settings.standards": async () => {
    await showStandards();
    await desk.type(desk.labelled(TEXTS.field.staleDays), "45");
    expect((await reloaded()).settings.standards.staleDays).toBe(45);
  },
  "standards.severities": async () => {
    await showStandards();
    await desk.choose(desk.labelled(TEXTS.standards.addSeverity), "odd_name");
    expect((await reloaded()).settings.standards.severities.odd_name).toBe("off");
    await desk.choose(desk.labelled("odd_name"), "error");
    expect((await reloaded()).settings.standards.severities.odd_name).toBe("error");
    await desk.press(
      desk.button(TEXTS.standards.byItself, Object.keys(desk.plan.settings.standards.severities).indexOf("odd_name")),
    );
    expect((await reloaded()).settings.standards.severities).not.toHaveProperty("odd_name");
  },
  "standards.suppressions": async () => {
    await showStandards();
    await create(TEXTS.standards.newSuppression, "missing_owner evt_home");
    expect((await reloaded()).settings.standards.suppressions.at(-1)).toMatchObject({
      rule: "missing_owner",
      objectId: "evt_home",
    });
    await desk.press(desk.button(TEXTS.object.remove.replace("{name}", "missing_owner · evt_home")));
    expect((await reloaded()).settings.standards.suppressions.map(({ rule }) => rule)).not.toContain("missing_owner");
  },
});

describe("what has an editor of its own", () => {
  const covered = {
    "variant case": "event.variants",
    variants: "event.variants",
    // Each kind's naming and demanded fields have controls of their own, operated above.
    naming: "settings.standards",
    "standards.naming": "settings.standards",
    "standards.requiredFields": "settings.standards",
  } as Record<string, string>;
  const own = [
    ...TABLES.map(([name, , table]) => [name, table] as const),
    ["type", fields.TYPE_FIELDS] as const,
  ].flatMap(([name, table]) =>
    Object.entries<fields.FieldSpec>(table)
      .filter(([, { control }]) => ["own", "values", "reference"].includes(control))
      .map(([field]) => covered[name] ?? covered[`${name}.${field}`] ?? `${name}.${field}`),
  );

  it("is all there", () => {
    const constraints = Object.keys(LISTED.string ?? {}).map((name) => `type.${name}`);
    expect([...new Set(own)].filter((name) => !constraints.includes(name)).sort()).toEqual(Object.keys(EDITORS).sort());
  });

  it.each(Object.entries(EDITORS))("%s", (_name, edit) => edit());
});
