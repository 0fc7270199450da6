import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clearProcessState } from "../base/process-state.ts";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { coverageOf, unseenEvidence } from "../plan/coverage.ts";
import { hostilePlan } from "../plan/hostile-plan.ts";
import { emptyPlan } from "../plan/new-object.ts";
import { LANGUAGES, type Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { pngOf } from "../plan/testing/images.ts";
import type { DocumentInput } from "./document.ts";
import { endPdfs, pdfOf, sweepPdfs } from "./pdf.ts";
import { SECTIONS } from "./section.ts";
import { writeDocument } from "./write-document.ts";

function inputFor(plan: Plan, changes: Partial<DocumentInput> = {}): DocumentInput {
  return {
    plan,
    language: "en",
    sections: SECTIONS,
    edition: { version: 3 },
    project: "Shop",
    date: new Date("2026-03-01T23:30:00Z"),
    timeZone: "Europe/Paris",
    author: "Ondine Marchand",
    since: { version: 0, plan: emptyPlan(plan.slug) },
    pictures: new Map(),
    people: true,
    ...changes,
  };
}

describe("a document", () => {
  it.each(LANGUAGES)("says everything of the plan in one file without scripts or requests (%s)", (language) => {
    const page = writeDocument(inputFor(referencePlan, { language }));
    for (const event of referencePlan.events) expect(page).toContain(`<code>${event.name}</code>`);
    for (const { id } of [...referencePlan.decisions, ...referencePlan.journeys]) expect(page).toContain(`id="${id}"`);
    expect(page).toContain(language === "fr" ? "Publié le 2 mars 2026" : "Published on March 2, 2026");
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).not.toMatch(/<script|<link|<iframe|\son\w+=|url\(|src="(?!data:)/i);
  });

  it("has a cover that counts what coverage counts and speaks French of the first of a month", () => {
    const { properties } = coverageOf(referencePlan, unseenEvidence()).counted;
    const english = writeDocument(inputFor(referencePlan));
    expect(english).toContain(`, ${properties} properties (of events, bundles, people and groups), `);
    const french = writeDocument(inputFor(referencePlan, { language: "fr", date: new Date("2026-06-01T12:00:00Z") }));
    expect(french).toContain("Publié le 1er juin 2026");
    expect(french).toContain(`<p class="kind">Tracking plan</p>`);
  });

  it("has an address for each event, an example of each, and names no day where it knows none", () => {
    const { date: _date, author: _author, ...undated } = inputFor(referencePlan);
    const page = writeDocument(undated);
    expect(page).not.toContain("Published on");
    for (const { identifier } of referencePlan.events) {
      expect(page).toContain(`<h3 id="event-${identifier}">`);
      expect(page).toContain(`<a href="#event-${identifier}">`);
    }
    expect(page.match(/<h4>Example(?:, made up from the types)?<\/h4><pre>/g)).toHaveLength(
      referencePlan.events.length,
    );
    expect(page).toContain("prefers-color-scheme: dark");
  });

  it("lets nothing of a plan become markup", () => {
    const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
    const [event] = referencePlan.events;
    if (event === undefined) throw new Error("no event");
    const plan: Plan = {
      ...referencePlan,
      name: { en: attack },
      description: { en: `</style>${attack}` },
      events: [
        {
          ...event,
          id: attack,
          name: attack,
          description: { en: attack },
          trigger: { en: attack },
          triggers: [{ id: "t", text: { en: attack }, url: "javascript:alert(1)", source: attack }],
          examples: [{ [attack]: attack }],
        },
      ],
      journeys: [],
    };
    for (const page of [writeDocument(inputFor(plan)), writeDocument(inputFor(hostilePlan))]) {
      expect(page).not.toMatch(/<script/i);
      expect(page).not.toMatch(/<img src=x/i);
      expect(page).not.toMatch(/href="javascript/i);
      expect(page.match(/<\/style>/g)).toHaveLength(1);
    }
  });

  it("shows a picture whole once, then by its number, and names one that is not there", () => {
    const image = { id: "a".repeat(64), alt: { en: "The basket" } };
    const missing = { id: "b".repeat(64), alt: { en: "The payment" } };
    const step = { name: { en: "Step" }, description: {}, events: [] };
    const steps = [image, image, missing].map((one, at) => ({ ...step, id: `s${at}`, image: one }));
    const plan = { ...referencePlan, journeys: [{ id: "j", name: { en: "Buying" }, description: {}, steps }] };
    const pictures = new Map([[image.id, { mediaType: "image/png", bytes: pngOf(10, 5) }]]);
    const page = writeDocument(inputFor(plan, { pictures, sections: ["journeys"] }));
    expect(page.match(/data:image\/png;base64,/g)).toHaveLength(1);
    expect(page).toContain('href="#figure-1"');
    expect(page).toContain("Picture left out: The payment");
  });

  it("tells strangers of nobody", () => {
    const owner = "ana.secret@example.com";
    const before = referencePlan;
    const plan: Plan = {
      ...before,
      events: before.events.map((event) => ({ ...event, owner, steward: owner })),
      decisions: before.decisions.map((decision) => ({ ...decision, owner })),
      journeys: before.journeys.map((journey) => ({ ...journey, owner })),
    };
    const since = { version: 2, plan: before };
    expect(writeDocument(inputFor(plan, { since, people: true }))).toContain(owner);
    expect(writeDocument(inputFor(plan, { since, people: false }))).not.toContain(owner);
  });

  it("has the sections asked for, in their order, and says what is not there yet", () => {
    const page = writeDocument(inputFor(emptyPlan("shop"), { sections: ["glossary", "events"] }));
    expect([...page.matchAll(/<h2 id="part-(\w+)"/g)].map((match) => match[1])).toEqual(["events", "glossary"]);
    expect(page).toContain("The plan has no event yet.");
  });
});

it("tells a metric once in a decision, whole before parts, though one were a part of itself", () => {
  const metric = (id: string, parent?: string) => ({
    id,
    name: { en: id },
    description: {},
    formula: {},
    decisions: ["d"],
    ...(parent === undefined ? {} : { parent }),
  });
  const decision = { id: "d", name: { en: "Decide" }, description: {} };
  const plan = {
    ...emptyPlan("shop"),
    decisions: [decision],
    metrics: [metric("whole"), metric("part", "whole"), metric("loop", "loop")],
  };
  const page = writeDocument(inputFor(plan, { sections: ["decisions"] }));
  const list = (...items: string[]) => `<ul class="tree">${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
  const name = (id: string) => `<strong>${id}</strong>`;
  expect(page).toContain(list(name("whole") + list(name("part")), name("loop")));
});

const CHROMIUM = "/usr/bin/chromium";
const isThere = existsSync(CHROMIUM);
if (!isThere) console.warn(`skipped: there is no ${CHROMIUM} to make a PDF with`);

const order = (chromium: string, person = "per_1") => ({
  chromium,
  person,
  signal: new AbortController().signal,
  write: async () => writeDocument(inputFor(referencePlan, { sections: ["glossary"] })),
});

it.skipIf(!isThere)("becomes a PDF by a Chromium that reaches nothing, and a browser that fails is told", async () => {
  const pdf = await pdfOf(order(CHROMIUM));
  expect(Buffer.from(pdf.subarray(0, 5)).toString("latin1")).toBe("%PDF-");
  await expect(pdfOf(order("/bin/false"))).rejects.toMatchObject({ code: "unavailable" });
});

it("is printed once per person at a time, for few people, and not written for whoever is refused or gone", async () => {
  const refused = { code: "unavailable" };
  const written: string[] = [];
  let open = () => {};
  const gate = new Promise<void>((done) => {
    open = done;
  });
  const ask = (person: string, signal = new AbortController().signal) => {
    const write = async () => {
      written.push(person);
      await gate;
      return "";
    };
    return expect(pdfOf({ ...order("/bin/false", person), signal, write })).rejects.toMatchObject(refused);
  };
  const left = new AbortController();
  const taken = [ask("one"), ask("two", left.signal), ask("three"), ask("four")];
  await Promise.all([ask("one"), ask("five")]);
  left.abort();
  open();
  await Promise.all(taken);
  expect(written).toEqual(["one", "three", "four"]);
});

it("ends its browser when nobody waits or the process leaves, which prints no more", async () => {
  const folder = temporaryFolder("sleeper");
  const sleeper = join(folder, "sleep");
  writeFileSync(sleeper, "#!/bin/sh\nexec sleep 600\n", { mode: 0o700 });
  const refused = { code: "unavailable" };
  const gone = new AbortController();
  const first = pdfOf({ ...order(sleeper), signal: gone.signal });
  setTimeout(() => gone.abort(), 50);
  await expect(first).rejects.toMatchObject(refused);
  const second = pdfOf(order(sleeper));
  setTimeout(endPdfs, 50);
  await expect(second).rejects.toMatchObject(refused);
  await expect(pdfOf(order(sleeper))).rejects.toMatchObject(refused);
  clearProcessState("pdfPress");
  for (const name of ["gabarit-pdf-left", "other"]) mkdirSync(join(folder, name));
  await sweepPdfs(Date.now(), folder);
  expect(readdirSync(folder).sort()).toEqual(["gabarit-pdf-left", "other", "sleep"]);
  await sweepPdfs(Date.now() + 7_200_000, folder);
  expect(readdirSync(folder).sort()).toEqual(["other", "sleep"]);
});
