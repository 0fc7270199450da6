"use server";

import { refresh } from "next/cache";
import { limitRate } from "../../../../../lib/access/rate-limit.ts";
import { readEnv } from "../../../../../lib/base/env.ts";
import { ERROR_TABLE, isUserError } from "../../../../../lib/base/error.ts";
import { publishPlan } from "../../../../../lib/plan/store-publish.ts";
import { actionProject, requestLanguage } from "../../../../_access/request.ts";
import type { PublishAnswer } from "./publish-form.tsx";

const REFUSALS = new Set(["conflict", "invalid_input", "rate_limited", "stale_revision"]);

/** Publishes main as the next version, provided it is still at the revision the reader saw. */
export async function publishAction(slug: string, revision: number, notes: string): Promise<PublishAnswer> {
  const project = await actionProject(slug, "editor");
  try {
    await limitRate("publish", project.actor.id);
    const { version } = await publishPlan(project, {
      notes: String(notes),
      expectedRevision: revision,
      dataDir: readEnv().dataDir,
    });
    // With the answer, not after it: a refresh the page asks for is dropped when somebody leaves it at once.
    refresh();
    return { ok: true, version };
  } catch (error) {
    if (!isUserError(error) || !REFUSALS.has(error.code)) throw error;
    const language = await requestLanguage();
    return {
      ok: false,
      text: ERROR_TABLE[error.code][language],
      errors: error.fields.map((field) => `${field[language]} (${field.path})`),
    };
  }
}
