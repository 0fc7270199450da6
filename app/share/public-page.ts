/** Documents for whoever has an address: anybody may ask for them any number of times, so each is made once and kept. */

import type { OpenShareLink } from "../../lib/access/share-link.ts";
import { processState } from "../../lib/base/process-state.ts";
import { Line } from "../../lib/document/line.ts";
import { SECTIONS } from "../../lib/document/section.ts";
import { writeDocument } from "../../lib/document/write-document.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { latestVersionNumber } from "../../lib/plan/store-version.ts";
import { documentOfVersion } from "../_hand-over/document-of.ts";

/** Signs of all pages that are kept; one full of pictures has 34 million. */
const KEPT_MAX = 48_000_000;
const WAITING_MAX = 16;

interface Pages {
  readonly kept: Map<string, string>;
  readonly making: Map<string, Promise<string>>;
  readonly line: Line;
}

function pages(): Pages {
  return processState("publicPages", () => ({ kept: new Map(), making: new Map(), line: new Line(WAITING_MAX) }));
}

/** Keeps the page, forgetting those asked for longest ago while there is no room. */
function keep(kept: Map<string, string>, key: string, page: string): void {
  kept.delete(key);
  kept.set(key, page);
  let signs = [...kept.values()].reduce((sum, { length }) => sum + length, 0);
  for (const [oldest, { length }] of kept) {
    if (signs <= KEPT_MAX) return;
    kept.delete(oldest);
    signs -= length;
  }
}

/** The document of the link in a language, made once for all links to the same. `unavailable` when too many wait. */
export async function publicPage(link: OpenShareLink, language: Language): Promise<string> {
  const { projectId, project } = link;
  const version = link.version ?? (await latestVersionNumber(projectId));
  const sections = SECTIONS.filter((section) => link.sections.includes(section));
  const { kept, making, line } = pages();
  const key = JSON.stringify([projectId, project.name, project.timeZone, version, language, sections]);
  const known = kept.get(key);
  if (known !== undefined) {
    keep(kept, key, known);
    return known;
  }
  const since = sections.includes("changes") && version > 1 ? { since: version - 1 } : {};
  const made =
    making.get(key) ??
    line.run(key, async () => {
      const place = { projectId, slug: "", ...project };
      return writeDocument(await documentOfVersion(place, version, { language, sections, people: false, ...since }));
    });
  making.set(key, made);
  try {
    const page = await made;
    keep(kept, key, page);
    return page;
  } finally {
    making.delete(key);
  }
}
