/**
 * A plan as a folder of YAML files: `gabarit.yaml` says what is no list of the plan file, each object stands in a file of its
 * own (`events/order-completed.yaml`), and `order.yaml` says the order of those that do not stand in the order of their names.
 */

import { z } from "zod";
import type { JsonObject } from "../plan/plan.ts";
import { PLAN_FILE_VERSION, type PlanFile, planFileSchema } from "./plan-file/file-schema.ts";

export const FOLDER_MAIN = "gabarit.yaml";
export const FOLDER_ORDER = "order.yaml";

/** Texts by path inside the folder, with `/` between its steps. */
export type FolderFiles = ReadonlyMap<string, string>;

/** A list of the plan file. */
export type FolderKey = {
  [Key in keyof PlanFile]-?: NonNullable<PlanFile[Key]> extends readonly unknown[] ? Key : never;
}[keyof PlanFile];

function isList(schema: unknown): boolean {
  return schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodArray;
}

const KEYS = Object.entries(planFileSchema.shape).flatMap(([key, schema]) =>
  isList(schema) ? [key as FolderKey] : [],
);

/** Each list of the plan file and the folder its objects stand in: `groupTypes` in `group-types`. */
export const FOLDER_KINDS: readonly { readonly key: FolderKey; readonly folder: string }[] = KEYS.map((key) => ({
  key,
  folder: key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
}));

const YAML = /\.ya?ml$/i;

/** The list a file belongs to, and its name there: `events/shop/paid.yaml` is `shop/paid` of the events. */
export function memberOf(path: string): { readonly key: FolderKey; readonly name: string } | undefined {
  const [folder = "", ...steps] = path.split("/");
  const kind = FOLDER_KINDS.find((one) => one.folder === folder);
  if (kind === undefined || steps.length === 0 || !YAML.test(path)) return undefined;
  return { key: kind.key, name: steps.join("/").replace(YAML, "") };
}

/** Whether a text can be the main file of a folder: a plan file that holds no list. */
export function isFolderMain(text: string): boolean {
  return !new RegExp(`^["']?(${KEYS.join("|")})["']?[ \\t]*:`, "m").test(text);
}

/** In the order of their names, those named in `order` first. */
export function inFolderOrder(names: readonly string[], order: readonly string[] = []): string[] {
  const rank = new Map([...order].reverse().map((name, index) => [name, order.length - index]));
  const last = order.length + 1;
  const byName = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return names.toSorted((a, b) => (rank.get(a) ?? last) - (rank.get(b) ?? last) || byName(a, b));
}

/** The shortest list that `inFolderOrder` needs to give the names back in this order. */
export function orderNeeded(names: readonly string[]): string[] {
  let end = names.length;
  while (end > 1 && (names[end - 2] ?? "") < (names[end - 1] ?? "")) end--;
  return end <= 1 ? [] : names.slice(0, end - 1);
}

/** Path, on a server of ours, of the JSON Schema of a file of the folder. */
export function folderSchemaPath(part: FolderKey | "main"): string {
  return `/schema/plan-folder-${PLAN_FILE_VERSION}-${part}.json`;
}

/** The JSON Schema of each file of a folder, for editors. */
export function folderSchemas(): ReadonlyMap<string, JsonObject> {
  const lists = Object.fromEntries(KEYS.map((key) => [key, true as const])) as Record<FolderKey, true>;
  const print = (schema: z.ZodType, title: string): JsonObject => {
    const { $schema = null, ...rest } = z.toJSONSchema(schema, {
      target: "draft-07",
      io: "input",
    }) as unknown as JsonObject;
    return { $schema, title, ...rest };
  };
  const main = print(planFileSchema.omit(lists), "The main file of a Gabarit plan folder");
  const parts = FOLDER_KINDS.map(({ key, folder }): [string, JsonObject] => {
    const list = (planFileSchema.shape[key] as z.ZodOptional<z.ZodArray<z.ZodType>>).unwrap();
    return [folderSchemaPath(key), print(list.element, `A file of ${folder}/ in a Gabarit plan folder`)];
  });
  return new Map([[folderSchemaPath("main"), main], ...parts]);
}
