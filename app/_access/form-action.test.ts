import { expect, it, vi } from "vitest";
import { type FieldError, UserError } from "../../lib/base/error.ts";
import { EMPTY_FORM, type FormState } from "./form.ts";
import { formAction } from "./form-action.ts";
import { useRequest } from "./testing/request.ts";

useRequest({ path: "/en/shop" });
function submitted(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const text = (path: string, en: string): FieldError => ({ path, en, fr: `${en} (fr)` });

function refusedWith(...fields: FieldError[]): Promise<FormState> {
  const action = formAction(async (form) => {
    form.required("name");
    form.json("question");
    form.settle();
    throw new UserError("conflict", { fields });
  });
  return action(EMPTY_FORM, submitted({ name: "Buyers", question: "{}" }));
}

it("shows an error beside the field it names, be it by name or by pointer", async () => {
  for (const path of ["name", "/name"])
    expect(await refusedWith(text(path, "Taken."))).toMatchObject({ ok: false, fields: { name: "Taken." } });
  expect((await refusedWith(text("/name", "Taken."))).message).toBeUndefined();
});

it("says of the whole form what concerns no field that can be seen", async () => {
  for (const path of ["", "/question/kind", "question", "/timeToConvert"])
    expect(await refusedWith(text(path, "Not like this."))).toMatchObject({ message: "Not like this.", fields: {} });
  expect(await refusedWith()).toMatchObject({ message: "This clashes with what is already there." });
});

it("names a null character beside its field, and keeps the rest of what was typed", async () => {
  const act = vi.fn();
  const action = formAction(async (form) => {
    form.required("name");
    form.text("description");
    form.settle();
    act();
  });
  const state = await action(EMPTY_FORM, submitted({ name: "Buy\0ers", description: "Of lamps" }));
  expect(state.fields.name).toContain("U+0000");
  expect(state.values.description).toBe("Of lamps");
  expect(act).not.toHaveBeenCalled();
});

it("tells a session that has ended from a password that was wrong", async () => {
  const refusing = (error: UserError) =>
    formAction(async () => {
      throw error;
    });
  const ended = await refusing(new UserError("unauthenticated"))(EMPTY_FORM, submitted({ name: "Buyers" }));
  expect(ended).toMatchObject({ code: "unauthenticated", failure: "signedOut", values: { name: "Buyers" } });
  const wrong = new UserError("unauthenticated", { fields: [text("", "The e-mail or the password is wrong.")] });
  expect((await refusing(wrong)(EMPTY_FORM, submitted({}))).failure).toBeUndefined();
});

it("a field that somebody else set meanwhile begins from that value: the same form sent again replaces it", async () => {
  const error = new UserError("stale_revision", {
    fields: [text("mode", "Set to Block.")],
    data: { stored: { mode: "block" } },
  });
  const action = formAction(async (form) => {
    form.raw("mode");
    form.begun();
    throw error;
  });
  const begun = { mode: "observe", name: "Site" };
  const state = await action(EMPTY_FORM, submitted({ mode: "quarantine", begun: JSON.stringify(begun) }));
  expect(state).toMatchObject({ ok: false, code: "stale_revision", fields: { mode: "Set to Block." } });
  expect(state.message).toContain("Save again");
  expect(state.values.mode).toBe("quarantine");
  expect(JSON.parse(state.values.begun ?? "")).toEqual({ mode: "block", name: "Site" });
});
