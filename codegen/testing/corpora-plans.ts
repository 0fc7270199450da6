/** The real plans of the corpora, read by the importers. Absent corpora are said aloud, never passed over in silence. */

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readPlan } from "../../lib/format/detect.ts";
import type { FormatName, InputFile } from "../../lib/format/format.ts";
import type { Plan } from "../../lib/plan/plan.ts";

const FOLDER = process.env.GABARIT_CORPORA ?? fileURLToPath(new URL("../../../shared/corpora", import.meta.url));

export const hasCorpora = existsSync(join(FOLDER, "plans"));
if (!hasCorpora) console.warn(`Skipped: the corpora are not at ${FOLDER}; set GABARIT_CORPORA to run their tests.`);

export interface CorpusPlan {
  readonly name: string;
  readonly plan: Plan;
}

interface Source {
  readonly name: string;
  readonly format?: FormatName;
  /** Of several versions in one folder, the last in natural order is the plan's. */
  readonly newestOnly?: boolean;
  readonly folder: string;
  /** Files that make one plan; without it each file is a plan of its own. */
  readonly together?: boolean;
  readonly take: (path: string) => boolean;
}

const SOURCES: readonly Source[] = [
  { name: "segment", folder: "plans/segment-protocols", take: (path) => path.endsWith(".json") },
  { name: "csv", folder: "plans/csv", take: (path) => path.endsWith(".csv") },
  {
    name: "rudderstack",
    folder: "plans/rudderstack-yaml/project-create",
    together: true,
    take: (path) => path.endsWith(".yaml"),
  },
  {
    name: "wikimedia",
    folder: "plans/wikimedia-event-platform/jsonschema",
    together: true,
    newestOnly: true,
    take: (path) => /\/\d+\.\d+\.\d+\.yaml$/.test(path) && !path.includes("fragment/"),
  },
  {
    name: "iglu",
    folder: "plans/iglu/schemas",
    together: true,
    newestOnly: true,
    format: "json-schema-bundle",
    take: (path) => /\/\d+-\d+-\d+$/.test(path),
  },
];

function newest(paths: readonly string[]): string[] {
  const inOrder = [...paths].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return [...new Map(inOrder.map((path) => [dirname(path), path])).values()];
}

async function filesOf({ folder, take, newestOnly }: Source): Promise<InputFile[]> {
  const names = (await readdir(join(FOLDER, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(take)
    .sort();
  return Promise.all(
    (newestOnly === true ? newest(names) : names).map(async (name) => ({
      name: name.slice(FOLDER.length + 1),
      content: await readFile(name),
    })),
  );
}

/** Every plan that imports here, and what was refused with the reason. */
export async function readCorpora(): Promise<{ readonly plans: CorpusPlan[]; readonly refused: string[] }> {
  const plans: CorpusPlan[] = [];
  const refused: string[] = [];
  for (const source of SOURCES) {
    const files = await filesOf(source);
    const sets = source.together === true ? [files] : files.map((file) => [file]);
    for (const set of sets) {
      const name = source.together === true ? source.name : `${source.name} ${basename(set[0]?.name ?? "")}`;
      const result = await readPlan(set, {
        slug: `corpus-${source.name}`,
        ...(source.format === undefined ? {} : { format: source.format }),
      });
      if (result.ok) plans.push({ name, plan: result.plan });
      else
        refused.push(
          `${name}: ${result.errors
            .slice(0, 3)
            .map(({ file, message }) => `${file}: ${message.en}`)
            .join("; ")}`,
        );
    }
  }
  return { plans, refused };
}
