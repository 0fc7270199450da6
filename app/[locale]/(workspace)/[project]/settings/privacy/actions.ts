"use server";

import { redirect } from "next/navigation";
import { UserError } from "../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Asked } from "../../../../../../lib/privacy/erasure.ts";
import { startErasure } from "../../../../../../lib/privacy/store.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject } from "../../../../../_access/request.ts";

const ID_MAX = 10_000;

function askedOf(kind: "user" | "anonymous" | "person", id: string): Asked {
  if (kind === "user") return { userId: id };
  return kind === "anonymous" ? { anonymousId: id } : { person: Number(id) };
}

/** Erases somebody for good, once their id stands there twice; leads to the receipt. */
export const eraseAction = formAction(async (form, language) => {
  const kind = form.choice("kind", ["user", "anonymous", "person"]);
  const id = form.required("id", ID_MAX);
  const again = form.required("again", ID_MAX);
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  if (again !== id) {
    const [en, fr] = [translator("en", "privacy")("erase.differs"), translator("fr", "privacy")("erase.differs")];
    throw new UserError("invalid_input", { fields: [{ path: "again", en, fr }] });
  }
  const { id: erasure } = await startErasure(project, askedOf(kind, id));
  redirect(`/${language}/${project.slug}/settings/privacy/${erasure}`);
});
