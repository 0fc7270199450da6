import { writePlanFile } from "../../lib/format/plan-file/write.ts";
import { HOSTILE_NAMES, hostilePlan } from "../../lib/plan/hostile-plan.ts";
import { expect, test } from "../journey.ts";
import { createProject } from "../steps/project.ts";
import { createSourceByHand, send, stored } from "../steps/source.ts";

/** As a browser lays it out: white space collapsed, at the ends gone. */
function laidOut(text: string): string {
  return text.replace(/[\s\u2028\u2029]+/g, " ").trim();
}

test("names that are code, markup or control characters are shown as they are, on every page of the plan", async ({
  page,
}) => {
  const slug = await createProject(page, "Hostile");
  await page.setViewportSize({ width: 1280, height: 2600 });
  await page.goto(`/en/${slug}/plan/import`);
  await page.getByLabel("Choose files").setInputFiles({
    name: "hostile.plan.yaml",
    mimeType: "text/yaml",
    buffer: Buffer.from(writePlanFile(hostilePlan)),
  });
  await page.getByRole("button", { name: "See what would change" }).click();
  const run = page.getByRole("button", { name: /^Import [\d,]+ changes$/ });
  await expect(run).toBeVisible();
  const previewed = laidOut((await page.locator("main").textContent()) ?? "");
  for (const name of HOSTILE_NAMES) expect(previewed).toContain(laidOut(name));
  await run.click();
  await page.waitForURL(new RegExp(`/en/${slug}/plan$`));

  for (const language of ["en", "fr"])
    await test.step(`the grid (${language})`, async () => {
      await page.goto(`/${language}/${slug}/plan`);
      const grid = page.getByRole("grid");
      await expect(grid.getByRole("row")).toHaveCount(HOSTILE_NAMES.length + 1);
      const shown = await grid.getByRole("row").locator("[role=gridcell]:first-child").allTextContents();
      expect(shown.map(laidOut).sort()).toEqual(HOSTILE_NAMES.map(laidOut).sort());
    });
  // One language for each: it is the names that are tried.
  await test.step("the other pages", async () => {
    for (const [language, part] of [
      ["fr", "plan/findings"],
      ["en", "plan/import"],
      ["fr", "plan/branches"],
      ["en", "plan/user-properties"],
      ["fr", "plan/bundles"],
      ["en", "plan/settings"],
      ["fr", "versions"],
    ] as const) {
      await page.goto(`/${language}/${slug}/${part}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    }
    await page.locator("summary").click();
    const diff = laidOut((await page.locator("main").textContent()) ?? "");
    for (const name of HOSTILE_NAMES) expect(diff).toContain(laidOut(name));
  });

  await test.step("an event's panel, each of its tabs", async () => {
    for (const name of ["<img src=x onerror=alert(1)>", "</script><script>globalThis.canary=1</script>", "__proto__"]) {
      await page.goto(`/en/${slug}/plan`);
      await page.getByRole("gridcell").filter({ hasText: name }).first().click();
      const panel = page.getByRole("complementary").filter({ hasText: name });
      await expect(panel.getByRole("heading", { level: 2 })).toHaveText(name);
      await expect(panel.getByLabel("Name", { exact: true })).toHaveValue(name);
      for (const tab of ["Properties", "Code", "Live", "History"]) {
        await panel.getByRole("button", { name: new RegExp(`^${tab}`) }).click();
        await expect(panel.getByRole("navigation", { name: "Views of the event" })).toBeVisible();
        if (tab === "Properties")
          await expect(panel.getByRole("button", { name: `const ${name}`, exact: true })).toBeVisible();
        if (tab === "Code")
          await expect(panel.getByRole("region", { name: "JSON Schema of its properties" }).first()).toContainText(
            "const ",
          );
      }
    }
  });

  await test.step("published, on a source's page and in the search", async () => {
    await page.goto(`/en/${slug}/versions`);
    await page.getByLabel("Notes").fill(HOSTILE_NAMES[12] ?? "");
    await page.getByRole("button", { name: "Publish version 1" }).click();
    await expect(page.getByRole("cell", { name: HOSTILE_NAMES[12] ?? "" })).toBeVisible();
    await page.keyboard.press("Control+k");
    const search = page.getByRole("dialog");
    await search.getByRole("combobox").fill("onerror");
    await expect(search.getByRole("option").filter({ hasText: "<img src=x onerror=alert(1)>" }).first()).toBeVisible();
  });

  await test.step("what was received, among violations", async () => {
    const { key } = await createSourceByHand(page, slug, "<b>source</b>");
    const image = "<img src=y onerror=alert(2)>";
    await send(key, [
      { type: "track", event: image, userId: image, properties: { [image]: image } },
      { type: "track", event: HOSTILE_NAMES[13] ?? "", userId: image, properties: { [image]: image } },
    ]);
    const arrivals = page.getByRole("region", { name: "What arrives" }).getByRole("listitem");
    await expect(arrivals.filter({ hasText: image }).first()).toBeVisible();
    await stored();
    for (const language of ["en", "fr"]) {
      await page.goto(`/${language}/${slug}/violations`);
      await page.getByRole("row").filter({ hasText: image }).getByRole("link").first().click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("onerror");
      await page.goto(`/${language}/${slug}/cohorts/new`);
      await expect(page.getByRole("complementary")).toContainText("0");
    }
  });
  expect(await page.evaluate(() => "canary" in globalThis)).toBe(false);
});
