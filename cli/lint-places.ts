/** Where the objects of a plan file or folder stand in its text, so that a finding opens at its line. */

import { LineCounter, parseDocument } from "yaml";
import { pointerStep } from "../lib/format/format.ts";
import { FOLDER_MAIN, type FolderKey } from "../lib/format/plan-folder.ts";
import type { Plan, Property, PropertyType } from "../lib/plan/plan.ts";
import type { CliContext } from "./context.ts";
import { readTextIfThere } from "./output.ts";
import { folderAt } from "./plan-folder.ts";
import { readTarget, type Target } from "./plan-target.ts";

function visitType(type: PropertyType, pointer: string, found: Map<string, string>): void {
  if (type.kind === "object") visitProperties(type.properties, `${pointer}/properties`, found);
  else if (type.kind === "array") visitType(type.items, `${pointer}/items`, found);
  else if (type.kind === "union") {
    type.anyOf.forEach((member, index) => {
      visitType(member, `${pointer}/anyOf/${index}`, found);
    });
  }
}

function visitProperties(properties: readonly Property[], pointer: string, found: Map<string, string>): void {
  properties.forEach((property, index) => {
    found.set(property.id, `${pointer}/${index}`);
    visitType(property.type, `${pointer}/${index}`, found);
  });
}

/** Pointer into the plan file of every object, by id. */
function pointersById(plan: Plan): Map<string, string> {
  const found = new Map<string, string>();
  for (const list of ["categories", "decisions", "metrics", "bundles", "groupTypes", "journeys", "events"] as const) {
    plan[list].forEach((object, index) => {
      const pointer = `${pointerStep(list)}/${index}`;
      found.set(object.id, pointer);
      if ("properties" in object) visitProperties(object.properties, `${pointer}/properties`, found);
    });
  }
  visitProperties(plan.userProperties, "/userProperties", found);
  plan.events.forEach((event, index) => {
    event.variants?.cases.forEach((item, at) => {
      const pointer = `/events/${index}/variants/cases/${at}`;
      found.set(item.id, pointer);
      visitProperties(item.properties, `${pointer}/properties`, found);
    });
  });
  return found;
}

/** A function from pointer to line of the text, the nearest one above where the text has no such place. */
function lineFinder(text: string): (pointer: string) => number | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return (pointer) => {
    for (let steps = pointer.split("/").slice(1); ; steps = steps.slice(0, -1)) {
      const node = document.getIn(
        steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
        true,
      );
      const offset = (node as { range?: readonly number[] } | undefined)?.range?.[0];
      if (offset !== undefined) return lines.linePos(offset).line;
      if (steps.length === 0) return undefined;
    }
  };
}

export interface Place {
  readonly file: string;
  readonly line?: number;
}

interface Placed {
  readonly objectId: string;
  readonly propertyId?: string | undefined;
}

function inText(file: string, text: string): (pointer: string) => Place {
  const find = lineFinder(text);
  return (pointer) => {
    const line = find(pointer);
    return { file, ...(line === undefined ? {} : { line }) };
  };
}

/** In a folder, `/events/3/name` is `/name` of the file of the fourth event; what is in no list is in the main file. */
function inFolder({ path: folder, files, paths }: Extract<Target, { readonly files: unknown }>) {
  const finders = new Map<string, (pointer: string) => Place>();
  const finderOf = (path: string) => {
    const found = finders.get(path) ?? inText(`${folder.replace(/[\\/]+$/, "")}/${path}`, files.get(path) ?? "");
    finders.set(path, found);
    return found;
  };
  return (pointer: string): Place => {
    const [, key, index, ...rest] = pointer.split("/");
    const path = paths.get(key as FolderKey)?.[Number(index)];
    return path === undefined
      ? finderOf(FOLDER_MAIN)(pointer)
      : finderOf(path)(rest.map((step) => `/${step}`).join(""));
  };
}

/** Where objects and their properties stand: file and line of a plan file or folder, the file alone of other formats. */
export async function placeFinder(context: CliContext, file: string, plan: Plan): Promise<(of: Placed) => Place> {
  const folder = folderAt(context, file);
  const target = folder === undefined ? undefined : await readTarget(context, folder);
  const text = folder === undefined ? await readTextIfThere(context, file) : undefined;
  const isPlanFile = text !== undefined && /^\s*["']?gabarit["']?\s*:/m.test(text);
  if (target === undefined && !isPlanFile) return () => ({ file });
  const find = target !== undefined && "files" in target ? inFolder(target) : inText(file, text ?? "");
  const pointers = pointersById(plan);
  return ({ objectId, propertyId }) => find(pointers.get(propertyId ?? "") ?? pointers.get(objectId) ?? "");
}
