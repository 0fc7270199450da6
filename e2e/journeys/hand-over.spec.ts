import { expect, openAs, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { createSource } from "../steps/source.ts";

const PASSPHRASE = "tangerine balcony";
/** Of what stands between the margins of a sheet of A4, in pixels. */
const WIDTH_ON_A4 = 673;

/** Words that begin on one line and end on another. Runs in the page. */
function wordsCutInTwo(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const cut: string[] = [];
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode())
      for (const { index, 0: word } of (node.textContent ?? "").matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) cut.push(word);
      }
    return cut;
  });
}

test("the plan is handed over: as a document, a workbook, a brief, and by a link without an account", async ({
  page,
}) => {
  const slug = await createShop(page, "Dossier");
  await createSource(page, slug, "Web shop");

  await test.step("the document of a version, in the other language, and its files", async () => {
    await page.goto(`/en/${slug}/plan/documents`);
    await page.getByRole("combobox", { name: "Plan", exact: true }).selectOption({ label: "Version 1" });
    await page.getByRole("combobox", { name: "Language", exact: true }).selectOption("fr");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.waitForURL(/version=1/);
    const preview = page.frameLocator("iframe[title=Preview]");
    await expect(preview.locator("html")).toHaveAttribute("lang", "fr");
    await expect(preview.getByRole("heading", { level: 1 })).toHaveText("Dossier");
    for (const [link, name] of [
      ["Download HTML", `${slug}-v1-fr.html`],
      ["Workbook in French", `${slug}-fr.xlsx`],
    ] as const) {
      const file = page.waitForEvent("download");
      await page.getByRole("link", { name: link }).click();
      expect((await file).suggestedFilename()).toBe(name);
    }
  });

  const address = await test.step("a link with a passphrase", async () => {
    const form = page.getByRole("form", { name: "Make a link" });
    await form.getByLabel("For whom").fill("A client");
    await form.getByLabel("Passphrase").fill(PASSPHRASE);
    await form.getByRole("button", { name: "Make a link" }).click();
    return (await form.locator("[data-revealed=address]").textContent()) ?? "";
  });

  const stranger = await openAs(page, undefined);
  await test.step("a stranger reads it in both languages", async () => {
    await stranger.goto(address);
    await stranger.getByLabel("Passphrase").fill(PASSPHRASE);
    await stranger.getByRole("button", { name: "Open the document" }).click();
    await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
    await stranger.getByRole("button", { name: "Français" }).click();
    await expect(stranger.locator("html")).toHaveAttribute("lang", "fr");
    await stranger.emulateMedia({ media: "print" });
    await stranger.setViewportSize({ width: WIDTH_ON_A4, height: 800 });
    expect(await stranger.locator(".facts dd").evaluateAll(wordsCutInTwo)).toEqual([]);
  });

  await test.step("until it is taken back", async () => {
    await page.getByRole("button", { name: "Take back" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
    await expect(page.getByRole("row").filter({ hasText: "A client" })).toContainText("taken back");
    expect((await stranger.request.get(address)).status()).toBe(404);
    await stranger.context().close();
  });

  await page.goto(`/en/${slug}/plan/documents/brief?source=web-shop`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What changed for Web shop");
});
