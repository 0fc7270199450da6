import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { contentHash } from "../plan/canonical-json.ts";
import { emptyPlan, newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import {
  FOLDER_KINDS,
  type FolderFiles,
  folderSchemaPath,
  folderSchemas,
  inFolderOrder,
  orderNeeded,
} from "./plan-folder.ts";
import { objectStem } from "./plan-folder-name.ts";
import { readPlanFolder } from "./plan-folder-read.ts";
import { writePlanFolder } from "./plan-folder-write.ts";
import { randomPlan } from "./testing/random-plan.ts";

function planIn(files: FolderFiles): Plan {
  const read = readPlanFolder(files);
  if (!read.ok) throw new Error(JSON.stringify(read.errors[0]));
  return read.plan;
}

const paid = newEvent({
  id: "evt_paid",
  name: "Order Paid",
  identifier: "orderPaid",
  properties: [newProperty({ id: "prp_total", name: "total", type: { kind: "number" } })],
});
const left = newEvent({ id: "evt_left", name: "Basket Left", identifier: "basketLeft" });
const shop: Plan = { ...emptyPlan("shop"), events: [paid, left] };

/** The folder as somebody wrote over it. */
function edited(files: FolderFiles, path: string, change: (text: string) => string): Map<string, string> {
  const text = files.get(path);
  if (text === undefined) throw new Error(`no ${path} in ${[...files.keys()]}`);
  expect(change(text)).not.toBe(text);
  return new Map([...files, [path, change(text)]]);
}

describe("the folder of a plan", () => {
  it("reads back as the same plan with the same content hash, anew and over any other folder", () => {
    fc.assert(
      fc.property(randomPlan, randomPlan, (plan, other) => {
        const files = writePlanFolder(plan);
        expect(contentHash(planIn(files))).toBe(contentHash(plan));
        expect(writePlanFolder(plan, { previous: files })).toEqual(files);
        for (const previous of [writePlanFolder(other), writePlanFolder(referencePlan)])
          expect(planIn(writePlanFolder(plan, { previous }))).toEqual(plan);
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  it("has a file for each object, called as the object is", () => {
    const files = [...writePlanFolder(referencePlan).keys()];
    for (const path of ["gabarit.yaml", "order.yaml", "events/order-completed.yaml", "bundles/campaign.yaml"])
      expect(files).toContain(path);
    const objects = FOLDER_KINDS.reduce((sum, { key }) => sum + (referencePlan[key] as readonly unknown[]).length, 0);
    expect(files).toHaveLength(objects + 2);
    expect(new Set(files.map((path) => path.toLowerCase())).size).toBe(files.length);
  });

  it.each([
    [{ id: "e", name: "Order Completed" }, "order-completed"],
    [{ id: "e", name: "Élément ajouté 🎉" }, "element-ajoute"],
    [{ id: "e", name: "orderCompleted" }, "order-completed"],
    [{ id: "e", name: "Home", callType: "page" }, "page-home"],
    [{ id: "evt_1", name: "Заказ" }, "evt-1"],
    [{ id: "e", name: "CON" }, "con-"],
    [{ id: "e", name: "../../etc/passwd" }, "etc-passwd"],
    [{ id: "e", name: { fr: "Où simplifier" } }, "ou-simplifier"],
  ])("%j is called %s", (object, stem) => {
    expect(objectStem(object)).toBe(stem);
  });

  it("needs as short an order as can be", () => {
    expect(orderNeeded(["a", "b", "c"])).toEqual([]);
    expect(orderNeeded(["z", "a", "b"])).toEqual(["z"]);
    expect(inFolderOrder(["b", "new", "z", "a"], ["z", "gone"])).toEqual(["z", "a", "b", "new"]);
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-c]{1,3}$/)), (names) => {
        expect(inFolderOrder(names.toSorted(), orderNeeded(names))).toEqual(names);
      }),
    );
  });
});

describe("writing over a folder", () => {
  const files = writePlanFolder(shop);

  it("leaves alone what says the same, and keeps comments where something changed", () => {
    let mine = edited(files, "events/order-paid.yaml", (text) => `# Agreed in May\n${text}`);
    mine = edited(mine, "events/basket-left.yaml", (text) => text.replace(/\n$/, "   \n\n# the end\n"));
    const next: Plan = { ...shop, events: [{ ...paid, owner: "Checkout" }, left] };
    const written = writePlanFolder(next, { previous: mine });
    expect(written.get("events/order-paid.yaml")).toMatch(/^# Agreed in May\n[\s\S]*owner: Checkout/);
    expect(written.get("events/basket-left.yaml")).toBe(mine.get("events/basket-left.yaml"));
  });

  it("lets a file follow the name of its object, with its comments", () => {
    const mine = edited(files, "events/order-paid.yaml", (text) => `# Agreed in May\n${text}`);
    const written = writePlanFolder(
      { ...shop, events: [{ ...paid, name: "Order Settled" }, left] },
      { previous: mine },
    );
    expect([...written.keys()]).toEqual(expect.arrayContaining(["events/order-settled.yaml"]));
    expect(written.has("events/order-paid.yaml")).toBe(false);
    expect(written.get("events/order-settled.yaml")).toContain("# Agreed in May");
  });

  it("leaves files where somebody put them", () => {
    const [text = "", mine] = [files.get("events/order-paid.yaml"), new Map(files)];
    mine.delete("events/order-paid.yaml");
    mine.set("events/checkout/the-one-that-pays.yml", text);
    const plan = planIn(mine);
    const renamed = { ...plan, events: plan.events.map((event) => ({ ...event, name: `${event.name} Now` })) };
    expect(
      [...writePlanFolder(renamed, { previous: mine }).keys()].filter((path) => path.startsWith("events")),
    ).toEqual(expect.arrayContaining(["events/checkout/the-one-that-pays.yml", "events/basket-left-now.yaml"]));
  });

  it("gives objects of one name files of their own that stay theirs", () => {
    const twins: Plan = { ...shop, events: [paid, { ...left, name: "order_paid" }] };
    const first = writePlanFolder(twins);
    const names = [...first.keys()].filter((path) => path.startsWith("events"));
    expect(names.sort()).toEqual(["events/order-paid-vtpaid.yaml", "events/order-paid.yaml"]);
    const more: Plan = {
      ...twins,
      events: [...twins.events, newEvent({ id: "a", name: "Order-Paid", identifier: "third" })],
    };
    const second = writePlanFolder(more, { previous: first });
    for (const path of names) expect(second.get(path)).toBe(first.get(path));
  });

  it("writes the id into a file that has none: it is recognised after a rename then", () => {
    const mine = new Map([...files, ["events/new.yaml", "# by hand\nname: Something New\n"]]);
    const plan = planIn(mine);
    const made = plan.events.find(({ name }) => name === "Something New");
    expect(writePlanFolder(plan, { previous: mine }).get("events/new.yaml")).toMatch(
      new RegExp(`^# by hand\\n[\\s\\S]*id: ${made?.id}`),
    );
  });

  it("writes the ids of properties and names in code into a file that has only its own id", () => {
    const mine = edited(
      files,
      "events/order-paid.yaml",
      () => "id: evt_new\nname: Order Paid\nproperties:\n  - name: total\n    type: number\n",
    );
    const plan = planIn(mine);
    const [property] = plan.events.find(({ id }) => id === "evt_new")?.properties ?? [];
    const written = writePlanFolder(plan, { previous: mine }).get("events/order-paid.yaml");
    expect(written).toContain(`id: ${property?.id}`);
    expect(written).toMatch(/^identifier: /m);
    expect(
      writePlanFolder(plan, { previous: new Map([...mine, ["events/order-paid.yaml", written ?? ""]]) }).get(
        "events/order-paid.yaml",
      ),
    ).toBe(written);
  });

  it("writes out texts that would say something else under another first language", () => {
    const plain = edited(files, "events/basket-left.yaml", (text) => `${text}description: Gone\n`);
    const plan = planIn(plain);
    const turned: Plan = { ...plan, settings: { ...plan.settings, languages: ["fr", "en"] } };
    expect(planIn(writePlanFolder(turned, { previous: plain }))).toEqual(turned);
  });
});

describe("a folder that cannot be read", () => {
  const files = writePlanFolder(shop);
  const errorsOf = (broken: FolderFiles) => {
    const read = readPlanFolder(broken, "plan/");
    return read.ok
      ? []
      : read.errors.map(({ file, line, pointer, code }) => `${file}:${line ?? ""} ${pointer ?? ""} ${code}`);
  };
  const withFile = (path: string, text: string) => new Map([...files, [path, text]]);

  it.each([
    [
      "events/basket-left.yaml",
      "id: evt_left\nname: Left\nnome: x\n",
      "plan/events/basket-left.yaml:3 /nome unknown_key",
    ],
    [
      "events/basket-left.yaml",
      "id: evt_left\nname: Left\ncallType: view\n",
      "plan/events/basket-left.yaml:3 /callType invalid",
    ],
    ["events/x.yaml", "id: evt_left\nname: X\n", "plan/events/x.yaml:1 /id duplicate_id"],
    ["events/x.yaml", "name: X\ncategory: None\n", "plan/events/x.yaml:2 /category unknown_reference"],
    ["events/x.yaml", "name: [\n", "plan/events/x.yaml:2  syntax"],
    ["events/x.yaml", "", "plan/events/x.yaml:  invalid"],
    ["events/x.yaml", "- name: X\n", "plan/events/x.yaml:1  invalid"],
    ["events/x.yaml", "name: X\n<<<<<<< HEAD\nowner: A\n", "plan/events/x.yaml:2  merge_conflict"],
    ["gabarit.yaml", "gabarit: 2\nslug: shop\n", "plan/gabarit.yaml:1 /gabarit newer_version"],
    ["gabarit.yaml", "gabarit: 1\nslug: shop\nevents: []\n", "plan/gabarit.yaml:3 /events list_in_main"],
    ["gabarit.yaml", "- 1\n", "plan/gabarit.yaml:1  invalid"],
    ["order.yaml", "event: [a]\n", "plan/order.yaml:1 /event unknown_key"],
    ["order.yaml", "events: order-paid\n", "plan/order.yaml:1 /events invalid"],
  ])("%s %j is refused at its place", (path, text, error) => {
    expect(errorsOf(withFile(path, text))).toContain(error);
  });

  it("for want of its main file says so", () => {
    expect(errorsOf(new Map([["events/x.yaml", "name: X\n"]]))).toEqual(["plan/gabarit.yaml:  no_main_file"]);
  });
});

describe("JSON Schemas for editors", () => {
  it.each([...folderSchemas()])("%s is published", async (path, schema) => {
    await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot(`../../public${path}`);
  });

  it("are all there are, and accept what the reader accepts", () => {
    const published = readdirSync(fileURLToPath(new URL("../../public/schema", import.meta.url)));
    const schemas = folderSchemas();
    expect(
      published
        .filter((name) => name.startsWith("plan-folder"))
        .map((name) => `/schema/${name}`)
        .sort(),
    ).toEqual([...schemas.keys()].sort());
    const files = writePlanFolder(referencePlan);
    const check = new Ajv({ strict: false });
    for (const { key, folder } of FOLDER_KINDS) {
      const isValid = check.compile(schemas.get(folderSchemaPath(key)) ?? false);
      const texts = [...files].filter(([path]) => path.startsWith(`${folder}/`));
      expect(texts.filter(([, text]) => !isValid(parse(text)))).toEqual([]);
      expect(isValid({ nome: "x" })).toBe(false);
    }
    expect(check.compile(schemas.get(folderSchemaPath("main")) ?? false)(parse(files.get("gabarit.yaml") ?? ""))).toBe(
      true,
    );
  });
});
