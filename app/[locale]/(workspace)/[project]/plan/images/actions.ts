"use server";

import { isUserError, UserError } from "../../../../../../lib/base/error.ts";
import { saveImage } from "../../../../../../lib/plan/store-image.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";

/** The id of the image as it is kept, or why it was not. */
export type UploadAnswer = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly text: string };

/** Keeps a picture for the project's plan. */
export async function uploadImageAction(slug: string, form: FormData): Promise<UploadAnswer> {
  const project = await actionProject(slug, "editor");
  const file = form.get("image");
  if (!(file instanceof Blob)) throw new UserError("bad_request");
  try {
    const { id } = await saveImage(project, new Uint8Array(await file.arrayBuffer()));
    return { ok: true, id };
  } catch (error) {
    if (!isUserError(error) || error.code !== "invalid_input") throw error;
    return { ok: false, text: error.fields[0]?.[await requestLanguage()] ?? error.message };
  }
}
