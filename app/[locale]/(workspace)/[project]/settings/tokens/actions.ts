"use server";

import { refresh } from "next/cache";
import { createToken, revokeToken } from "../../../../../../lib/access/api-token.ts";
import { ROLES } from "../../../../../../lib/access/authorized.ts";
import { SCOPES } from "../../../../../../lib/access/scope.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject } from "../../../../../_access/request.ts";
import { EXPIRIES } from "./expiries.ts";

const DAY = 86_400_000;

/** A new API token; the answer shows its secret, once. */
export const createTokenAction = formAction(async (form, language) => {
  const name = form.required("name");
  const role = form.choice("role", ROLES);
  const scopes = form.choices("scope", SCOPES);
  const days = form.choice("expires", EXPIRIES);
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  const expiresAt = days === "never" ? null : new Date(Date.now() + Number(days) * DAY);
  const { token } = await createToken(project, { name, role, scopes, expiresAt });
  refresh();
  return { shown: { secret: token, "secret.label": translator(language, "settings")("tokens.secret", { name }) } };
});

export const revokeTokenAction = formAction(async (form, language) => {
  await revokeToken(await actionProject(form.raw("project"), "admin"), form.raw("token"));
  refresh();
  return { message: translator(language, "settings")("tokens.revokedDone", { name: form.text("name") }) };
});
