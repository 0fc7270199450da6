/** Documents for whoever has an address: anybody may ask for them any number of times, so each is made once and kept. */

import type { OpenShareLink } from "../../lib/access/share-link.ts";
import { processState } from "../../lib/base/process-state.ts";
import { Line } from "../../lib/document/line.ts";
import { pdfOf } from "../../lib/document/pdf.ts";
import { SECTIONS } from "../../lib/document/section.ts";
import { writeDocument } from "../../lib/document/write-document.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { latestVersionNumber } from "../../lib/plan/store-version.ts";
import { documentOfVersion } from "../_hand-over/document-of.ts";

/** Signs of all pages, and bytes of all files, that are kept; one full of pictures has 34 million. */
const KEPT_MAX = 48_000_000;
const WAITING_MAX = 16;

interface Shelf<T> {
  readonly kept: Map<string, T>;
  readonly making: Map<string, Promise<T>>;
}

interface Pages extends Shelf<string> {
  readonly line: Line;
}

function pages(): Pages {
  return processState("publicPages", () => ({ kept: new Map(), making: new Map(), line: new Line(WAITING_MAX) }));
}

function files(): Shelf<Uint8Array<ArrayBuffer>> {
  return processState("publicPdfs", () => ({ kept: new Map(), making: new Map() }));
}

/** Keeps what was made, forgetting what was asked for longest ago while there is no room. */
function keep<T extends { readonly length: number }>(kept: Map<string, T>, key: string, made: T): void {
  kept.delete(key);
  kept.set(key, made);
  let size = [...kept.values()].reduce((sum, { length }) => sum + length, 0);
  for (const [oldest, { length }] of kept) {
    if (size <= KEPT_MAX) return;
    kept.delete(oldest);
    size -= length;
  }
}

/** What is kept under the key, else what `make` makes, once for all who ask meanwhile. */
async function once<T extends { readonly length: number }>(
  { kept, making }: Shelf<T>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const known = kept.get(key);
  if (known !== undefined) {
    keep(kept, key, known);
    return known;
  }
  const made = making.get(key) ?? make();
  making.set(key, made);
  try {
    const whole = await made;
    keep(kept, key, whole);
    return whole;
  } finally {
    making.delete(key);
  }
}

async function versionOf(link: OpenShareLink): Promise<number> {
  return link.version ?? (await latestVersionNumber(link.projectId));
}

function sectionsOf(link: OpenShareLink) {
  return SECTIONS.filter((section) => link.sections.includes(section));
}

function keyOf(link: OpenShareLink, version: number, language: Language): string {
  const { projectId, project } = link;
  return JSON.stringify([projectId, project.name, project.timeZone, version, language, sectionsOf(link)]);
}

function pageOf(link: OpenShareLink, version: number, language: Language): Promise<string> {
  const { projectId, project } = link;
  const sections = sectionsOf(link);
  const since = sections.includes("changes") && version > 1 ? { since: version - 1 } : {};
  const shelf = pages();
  const key = keyOf(link, version, language);
  return once(shelf, key, () =>
    shelf.line.run(key, async () => {
      const place = { projectId, slug: "", ...project };
      return writeDocument(await documentOfVersion(place, version, { language, sections, people: false, ...since }));
    }),
  );
}

/** The document of the link in a language, made once for all links to the same. `unavailable` when too many wait. */
export async function publicPage(link: OpenShareLink, language: Language): Promise<string> {
  return pageOf(link, await versionOf(link), language);
}

interface PublicPdf {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The same as a PDF by that Chromium, made to its end whoever goes away: others wait for it too. */
export async function publicPdf(link: OpenShareLink, language: Language, chromium: string): Promise<PublicPdf> {
  const version = await versionOf(link);
  const key = keyOf(link, version, language);
  const content = await once(files(), key, () =>
    pdfOf({
      chromium,
      person: `share ${link.id}`,
      signal: new AbortController().signal,
      write: () => pageOf(link, version, language),
    }),
  );
  return { name: `${link.project.name} v${version} ${language}.pdf`, content };
}
