// @vitest-environment happy-dom

import { expect, it } from "vitest";
import { useMounted } from "../_ui/testing/mounted.tsx";
import { ActionForm, FormField, FormSelect } from "./action-form.tsx";
import { EMPTY_FORM, type FormAction } from "./form.ts";
import { FormBegun } from "./form-begun.tsx";

const mounted = useMounted();

const MODES = ["observe", "quarantine", "block"].map((value) => ({ value, label: value }));

async function show(stored: { readonly name: string; readonly mode: string }, action: FormAction): Promise<void> {
  await mounted.show(
    <ActionForm action={action}>
      <FormBegun values={stored} />
      <FormField name="name" label="Name" defaultValue={stored.name} />
      <FormSelect name="mode" label="Mode" options={MODES} defaultValue={stored.mode} />
    </ActionForm>,
  );
}

const field = (name: string) => mounted.the<HTMLInputElement>(`[name=${name}]`);

const begun = (): unknown => JSON.parse(field("begun").value);
const saved: FormAction = async (previous) => ({ ...EMPTY_FORM, turn: previous.turn + 1, ok: true });

it("a page shown anew changes the fields one left alone and keeps the others with what they began from", async () => {
  await show({ name: "Site", mode: "observe" }, saved);
  field("name").value = "Shop";
  await show({ name: "Boutique", mode: "block" }, saved);
  expect([field("name").value, field("mode").value]).toEqual(["Shop", "block"]);
  expect(begun()).toEqual({ name: "Site", mode: "block" });
});

it("a choice that was made stays when somebody else chose another, and says what it began from", async () => {
  await show({ name: "Site", mode: "observe" }, saved);
  field("mode").value = "quarantine";
  await show({ name: "Site", mode: "block" }, saved);
  expect(field("mode").value).toBe("quarantine");
  expect(begun()).toEqual({ name: "Site", mode: "observe" });
  const stored = mounted.all<HTMLOptionElement>("option").filter(({ defaultSelected }) => defaultSelected);
  expect(stored.map(({ value }) => value)).toEqual(["block"]);
});

it("a field that says what is stored begins from it", async () => {
  await show({ name: "Site", mode: "observe" }, saved);
  field("name").value = "Shop";
  await show({ name: "Shop", mode: "observe" }, saved);
  expect(begun()).toEqual({ name: "Shop", mode: "observe" });
});

it("after a refusal that named what is stored, the form begins from that", async () => {
  const refused: FormAction = async (previous) => ({
    ...EMPTY_FORM,
    turn: previous.turn + 1,
    values: { name: "Shop", mode: "observe", begun: JSON.stringify({ name: "Boutique", mode: "observe" }) },
  });
  await show({ name: "Site", mode: "observe" }, refused);
  field("name").value = "Shop";
  await mounted.submit();
  expect(field("name").value).toBe("Shop");
  expect(begun()).toEqual({ name: "Boutique", mode: "observe" });
});
