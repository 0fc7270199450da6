// @vitest-environment happy-dom

/** Giving what is to be imported. */

import { act } from "react";
import { expect, it, vi } from "vitest";
import { readPlan } from "../../../../../../lib/format/detect.ts";
import { readCsv } from "../../../../../../lib/format/spreadsheet/csv.ts";
import { previewSpreadsheet } from "../../../../../../lib/format/spreadsheet/read.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { EditingContext, type PlanEditing } from "../editing/editing-context.tsx";
import type { ImportPreview } from "./import-answer.ts";
import { ImportWizard } from "./import-wizard.tsx";
import { unreadable } from "./preview-import.ts";

const mounted = useMounted({ areas: ["shell", "plan"] });
const EDITING = { slug: "shop" } as Partial<PlanEditing> as PlanEditing;

/** What is sent after a text was pasted; nothing where the field was left to take it. */
async function pasted(text: string): Promise<FormData | undefined> {
  let sent: FormData | undefined;
  const preview = (_slug: string, _branch: string, form: FormData) => {
    sent = form;
    return Promise.reject(new Error("not asked"));
  };
  await mounted.show(
    <EditingContext value={EDITING}>
      <ImportWizard slug="shop" branch="main" columns={[]} preview={preview} run={preview} />
    </EditingContext>,
  );
  const event = Object.assign(new Event("paste", { bubbles: true, cancelable: true }), {
    clipboardData: { getData: () => text },
  });
  await act(async () => void mounted.the("textarea").dispatchEvent(event));
  if (event.defaultPrevented) await mounted.click("See what would change");
  return sent;
}

it("takes much pasted text as a file, so that its field stays quick, and leaves little of it to the field", async () => {
  expect(await pasted("Event,Property")).toBeUndefined();
  const long = "Event,Property\n".repeat(20_000);
  const sent = await pasted(long);
  expect(mounted.text).toContain("Pasted text.txt");
  expect(sent?.has("text")).toBe(false);
  const files = (sent?.getAll("files") ?? []) as File[];
  expect(await Promise.all(files.map((file) => file.text()))).toEqual([long]);
});

/** What the server answers to a text that is no plan yet. */
async function answerTo(content: string): Promise<ImportPreview> {
  const files = [{ name: "pasted.txt", content }];
  const { sheets } = await previewSpreadsheet(files, readCsv);
  return unreadable({ result: await readPlan(files), sheets, mapping: undefined }, "en", files);
}

/** Asks what `content` would change; gives the columns that are sent each time. */
async function looked(content: string): Promise<unknown[]> {
  const answer = await answerTo(content);
  const sent: unknown[] = [];
  const preview = (_slug: string, _branch: string, form: FormData) => {
    sent.push(JSON.parse(String(form.get("mapping"))));
    return Promise.resolve(answer);
  };
  const columns = [
    { id: "ignore", label: "Leave out" },
    { id: "event", label: "Event" },
  ];
  const run = () => Promise.reject(new Error("not asked"));
  await mounted.show(
    <EditingContext value={EDITING}>
      <ImportWizard slug="shop" branch="main" columns={columns} preview={preview} run={run} />
    </EditingContext>,
  );
  await mounted.type(mounted.the<HTMLTextAreaElement>("textarea"), content);
  await mounted.click("See what would change");
  return sent;
}

it("lets columns be named by hand where no header is known, and asks again with what they mean", async () => {
  const sent = await looked("Our plan\nInteraction;;Setting\nVisit;;page\nOrder;;total\n");
  expect(mounted.text).toContain("Say what the columns mean");
  expect(mounted.text).not.toContain("This cannot be read");
  const [headers, ...selects] = mounted.all<HTMLSelectElement>("select");
  expect([...(headers?.options ?? [])].map(({ text }) => text)).toEqual([
    "Row 1: Our plan",
    "Row 2: Interaction, Setting",
    "Row 3: Visit, page",
  ]);
  expect(headers?.value).toBe("2");
  expect(selects.map((one) => [one.getAttribute("aria-label"), one.value])).toEqual([
    ["Meaning of the column Interaction", "ignore"],
    ["Meaning of the column Setting", "ignore"],
  ]);
  expect(mounted.all("tbody tr").map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
    ["Visit", "page"],
    ["Order", "total"],
  ]);
  await mounted.type(mounted.the<HTMLSelectElement>("table select"), "event");
  expect(sent.at(-1)).toEqual({ Interaction: "event", Setting: "ignore" });
  // The headers stand elsewhere: what was said of the row that is left says nothing any more.
  await mounted.type(mounted.the<HTMLSelectElement>("select"), "3");
  expect(sent.at(-1)).toEqual({ Visit: "ignore", page: "ignore" });
});

it("says that what holds no table cannot be read, and brings that into view", async () => {
  const shown = vi.spyOn(Element.prototype, "scrollIntoView");
  await looked("Hello, this is a letter.");
  expect(shown.mock.instances.map((place) => (place as unknown as Element).textContent)).toEqual([
    expect.stringContaining("This cannot be read"),
  ]);
  shown.mockRestore();
  expect(mounted.text).toContain("This cannot be read");
  expect(mounted.all("select")).toEqual([]);
});

it("names a template for what it is and leads to where templates are opened", async () => {
  await looked("gabaritTemplate: 1\nid: hst_shop\nversion: 1\nname: {en: Shop}\nplan: {gabarit: 1, slug: template}\n");
  expect(mounted.text).toContain("pasted.txt is a template");
  expect(mounted.text).not.toContain("This cannot be read");
  expect(mounted.the<HTMLAnchorElement>('a[href$="/plan/templates"]').textContent).toBe("Go to the templates");
  // Its lines are no table, whatever signs part them.
  expect(mounted.all("select")).toEqual([]);
});
