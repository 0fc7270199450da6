"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { ERROR_TABLE, isUserError, UserError } from "../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import {
  houseChoicesSchema,
  houseDecisions,
  houseDecisionsSchema,
} from "../../../../../../lib/template/house-decision.ts";
import { houseSaveSchema } from "../../../../../../lib/template/house-save-schema.ts";
import { deleteHouseTemplate, openHouseTemplate } from "../../../../../../lib/template/store-house.ts";
import { applyHouse } from "../../../../../../lib/template/store-house-apply.ts";
import { takeCohorts } from "../../../../../../lib/template/store-house-cohort.ts";
import {
  houseGround,
  importHouseFile,
  saveHouseTemplate,
  saveHouseVersion,
  selectHouse,
} from "../../../../../../lib/template/store-house-save.ts";
import { dismissOffer } from "../../../../../../lib/template/store-house-standing.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { refusals } from "../commit-answer.ts";
import type { ApplyHouseAnswer, CohortsAnswer, OpenAnswer, SaveAnswer, SaveHouse } from "./house-shape.ts";

const REFUSALS: ReadonlySet<string> = new Set(["stale_revision", "invalid_input", "conflict", "payload_too_large"]);

/** What was refused, in words; anything else is thrown on. */
function told(error: unknown, language: Language) {
  if (!isUserError(error) || !REFUSALS.has(error.code)) throw error;
  const errors = refusals(error, language).map((one) => one.text);
  return { ok: false, text: ERROR_TABLE[error.code][language], errors: [...new Set(errors)] } as const;
}

const id = z.string().max(100);

function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw new UserError("bad_request");
  return result.data;
}

/** Saves a new template, or the next version of one. */
export async function saveHouseAction(slug: string, given: SaveHouse): Promise<SaveAnswer> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  const { branch, version, template, take, ...texts } = parsed(houseSaveSchema, given);
  try {
    const ground = await houseGround(project, { branch, version });
    const { content } = selectHouse(ground, take);
    const all = { ...texts, content, from: ground.from };
    const saved = await (template === undefined
      ? saveHouseTemplate(project, all)
      : saveHouseVersion(project, template, all));
    refresh();
    return { ok: true, ...saved };
  } catch (error) {
    return told(error, language);
  }
}

/** Opens the file of the form. */
export async function openHouseFileAction(slug: string, form: FormData): Promise<OpenAnswer> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  const file = form.get("file");
  if (!(file instanceof File)) throw new UserError("bad_request");
  try {
    const saved = await importHouseFile(project, await file.text(), file.name);
    const { name } = await openHouseTemplate(project, saved.id);
    refresh();
    return { ok: true, ...saved, name: localizedText(name, language) };
  } catch (error) {
    return told(error, language);
  }
}

/** Writes what a version brings to a new branch; `revision` is main's as it was looked at. */
export async function applyHouseAction(
  slug: string,
  template: string,
  given: { readonly version: number; readonly revision: number; readonly decisions: unknown },
): Promise<ApplyHouseAnswer> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  const shape = z.strictObject({ version: z.int().min(1), revision: z.int().min(0), decisions: houseDecisionsSchema });
  const { version, revision, decisions } = parsed(shape, given);
  try {
    const house = await openHouseTemplate(project, parsed(id, template), version);
    const title = `${localizedText(house.name, language)}, ${translator(language, "house")("list.version", { version })}`;
    const applied = await applyHouse(project, house, {
      ...houseDecisions(decisions),
      title,
      expectedRevision: revision,
    });
    refresh();
    return { ok: true, ...applied };
  } catch (error) {
    return told(error, language);
  }
}

/** Makes the chosen cohorts of the template the project's own. */
export async function takeCohortsAction(slug: string, template: string, choices: unknown): Promise<CohortsAnswer> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  const house = await openHouseTemplate(project, parsed(id, template));
  const { taken, refused } = await takeCohorts(project, house, parsed(houseChoicesSchema, choices));
  refresh();
  const texts = refused.map(({ name, fields }) => ({ name, texts: fields.map((field) => field[language]) }));
  return { ok: true, taken: taken.length, refused: texts };
}

/** Puts the offer of a later version aside. */
export const dismissOfferAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "editor");
  await dismissOffer(project, await openHouseTemplate(project, form.raw("template")));
  refresh();
  return { message: translator(language, "house")("offer.dismissed") };
});

/** Deletes a template with all its versions. */
export const deleteHouseAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "admin");
  await deleteHouseTemplate(project, form.raw("template"));
  redirect(`/${language}/${project.slug}/plan/templates`);
});
