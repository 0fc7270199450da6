/** The code of an event as its panel shows it: coloured by the server. */

import type { Target } from "../../../../../../codegen/targets.ts";
import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { isUserError, UserError } from "../../../../../../lib/base/error.ts";
import { schemaText } from "../../../../../../lib/format/schema-edits.ts";
import { applyEdits, type Edit } from "../../../../../../lib/plan/edit.ts";
import type { Language, Plan, PublishedPlan } from "../../../../../../lib/plan/plan.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { refusalTexts } from "../../../../../_access/refusal-text.ts";
import { eventCodeOf } from "../../../../../_code/event-code.ts";
import { targetOptions } from "../../../../../_code/target-name.ts";
import { type CodeLanguage, type CodeToken, highlight, languageOfFile } from "../../../../../_ui/highlight.ts";
import type { SelectOption } from "../../../../../_ui/select.tsx";

type Lines = readonly (readonly CodeToken[])[];

export interface ShownFile {
  readonly path: string;
  readonly lines: Lines;
}

export interface ShownCode {
  readonly target: string;
  readonly targets: readonly SelectOption[];
  readonly call?: Lines;
  readonly install: Lines;
  readonly files: readonly ShownFile[];
  /** Why there are no files. */
  readonly refused: readonly string[];
  readonly schema: Lines;
  /** The same as text, to edit. */
  readonly schemaText: string;
  /** The version the event was last published in, if it was. */
  readonly publishedIn?: number;
}

/** Languages in which calls are written out. */
const CALL_LANGUAGES: { readonly [T in Target]?: CodeLanguage } = {
  go: "go",
  java: "java",
  kotlin: "kotlin",
  python: "python",
  typescript: "typescript",
};

/** What the panel asks for: an event of a branch, in the language of a target. */
export interface CodeAsked {
  readonly branch: string;
  readonly id: string;
  readonly target: Target;
  /** What is typed and not yet saved. */
  readonly edits: readonly Edit[];
}

async function shownFiles(files: ReadonlyMap<string, string>): Promise<ShownFile[]> {
  return Promise.all(
    [...files].map(async ([path, text]) => ({ path, lines: await highlight(text.trimEnd(), languageOfFile(path)) })),
  );
}

/** The plan as it would be with edits; `invalid_input` with what speaks against them. */
function withEdits(plan: Plan, edits: readonly Edit[], published: PublishedPlan | undefined): Plan {
  const result = applyEdits(plan, edits, published === undefined ? {} : { published });
  if (!result.ok) throw new UserError("invalid_input", { fields: result.errors });
  return result.plan;
}

/** `not_found` where the branch or the event is not there. */
export async function shownCode(project: AuthorizedProject, asked: CodeAsked, language: Language): Promise<ShownCode> {
  const { branch, id, target, edits } = asked;
  const [stored, published] = await Promise.all([loadPlan(project, branch), latestVersion(project.projectId)]);
  const plan = withEdits(stored.plan, edits, published);
  const event = plan.events.find((one) => one.id === id);
  if (event === undefined) throw new UserError("not_found");
  const { call, command, files, publishedIn } = await eventCodeOf({ plan, event, target, published, language });
  const text = schemaText(plan, event);
  const refused = isUserError(files);
  return {
    target,
    targets: targetOptions(),
    ...(call === undefined ? {} : { call: await highlight(call, CALL_LANGUAGES[target]) }),
    install: await highlight(command, "bash"),
    files: refused ? [] : await shownFiles(files),
    refused: refused ? refusalTexts(files, language) : [],
    schema: await highlight(text, "json"),
    schemaText: text,
    ...(publishedIn === undefined ? {} : { publishedIn }),
  };
}
