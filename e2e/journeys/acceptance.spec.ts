import { readFileSync } from "node:fs";
import { expect, test } from "../journey.ts";
import { openApi } from "../steps/api.ts";
import { createShop } from "../steps/project.ts";
import { order, send } from "../steps/source.ts";

test("an acceptance run ticks what arrives, is signed and checked, and lets its source go to production", async ({
  page,
}) => {
  const slug = await createShop(page, "Acceptance");
  const made = await openApi(page, slug).post("/sources", { name: "Staging", platform: "web", environment: "staging" });
  const [key] = made.writeKeys as readonly { readonly key: string }[];
  const base = `/en/${slug}/acceptance`;

  await page.goto(base);
  const rule = page.getByRole("form", { name: "Before production" });
  await rule
    .getByLabel("A source goes to production")
    .selectOption({ label: "with a run passed at the latest version" });
  await rule.getByRole("button", { name: "Save" }).click();
  await expect(rule.getByText("Saved.")).toBeVisible();

  const toProduction = async () => {
    await page.goto(`/en/${slug}/sources/${made.slug}`);
    const settings = page.getByRole("form", { name: "Rules" });
    await settings.getByLabel("Environment").selectOption("production");
    await settings.getByRole("button", { name: "Save" }).click();
    return settings;
  };
  await expect(
    (await toProduction()).getByText("only with a signed acceptance run of all its planned events"),
  ).toBeVisible();

  await page.goto(`${base}/new`);
  await page.getByLabel("Who clicks through").selectOption({ label: "A user, by user id" });
  await page.getByLabel("Their id").fill("qa");
  await page.getByLabel("Release").fill("2.0");
  await page.getByRole("button", { name: "Start a run" }).click();
  const paid = page.getByRole("listitem").filter({ hasText: "Order Completed" }).first();
  await expect(paid).toHaveAttribute("data-state", "missing");

  // Each is told without the page being loaded again: wrong, then right, and nothing of anybody else.
  await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
  await send(key?.key ?? "", [order("somebody"), order("qa", { total: "42.50" })]);
  await expect(paid).toHaveAttribute("data-state", "fault");
  await expect(paid.getByText(/total/).last()).toBeVisible();
  await send(key?.key ?? "", [order("qa")]);
  await expect(paid).toHaveAttribute("data-state", "conformant");
  await expect(paid.getByText("mended after 1 fault")).toBeVisible();
  await expect(page.locator("body[data-same-page]")).toBeVisible();

  // What the shop cannot show today is set aside with a reason.
  for (const open = page.locator("[data-state=missing]"); (await open.count()) > 0; ) {
    const before = await open.count();
    await open.first().locator("summary").click();
    await open.first().getByLabel("Why it is not waited for").fill("Not in this release");
    await open.first().getByRole("button", { name: "Set aside" }).click();
    await expect(open).toHaveCount(before - 1);
  }
  await page.getByLabel("Role", { exact: true }).fill("QA");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(page.getByText(/^Signed by .* \(?.*QA/)).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Signed JSON" }).click(),
  ]);
  const file = await download.path();
  await page.goto(`${base}/verify`);
  const drop = page.getByLabel("Signed result (JSON)");
  await drop.setInputFiles({ name: "result.json", mimeType: "application/json", buffer: readFileSync(file) });
  await expect(page.getByText("Signed by this installation, and unchanged since.")).toBeVisible();
  const forged = readFileSync(file, "utf8").replace('"release":"2.0"', '"release":"3.0"');
  await drop.setInputFiles({ name: "forged.json", mimeType: "application/json", buffer: Buffer.from(forged) });
  await expect(page.getByText("This result was changed after it was signed")).toBeVisible();

  await expect((await toProduction()).getByText("Saved. It applies")).toBeVisible();
});
