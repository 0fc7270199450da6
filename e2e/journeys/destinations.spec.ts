import { startReceiver } from "../../lib/notify/testing.ts";
import { expect, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { createSource, order, send, stored } from "../steps/source.ts";

test("what conforms reaches a webhook under the names it has there, waits while that fails, and is filled in", async ({
  page,
}) => {
  const receiver = await startReceiver();
  const names = () =>
    receiver.taken.flatMap(({ body }) =>
      (JSON.parse(body) as { events: { name: string }[] }).events.map((e) => e.name),
    );
  try {
    const slug = await createShop(page, "Leaving");
    const { key } = await createSource(page, slug, "Web shop");
    await page.goto(`/en/${slug}/settings/destinations`);
    await expect(page.getByText("No destination yet")).toBeVisible();
    const form = page.getByRole("form", { name: "New destination" });
    await form.getByLabel("Kind").selectOption({ label: "Webhook, signed JSON" });
    await form.getByLabel("Name", { exact: true }).fill("Warehouse");
    await form.getByLabel("Address").fill(receiver.url);
    await form.getByLabel("Names at this destination").fill("Nothing of the plan = purchase");
    await form.getByRole("button", { name: "Create the destination" }).click();
    await expect(form.getByText(/^The published plan has nothing of this name/)).toBeVisible();
    await form.getByLabel("Names at this destination").fill("Order Completed = purchase");
    await form.getByRole("button", { name: "Create the destination" }).click();
    await expect(form.getByText("Signing secret of Warehouse")).toBeVisible();

    await send(key, [order("leaves"), order("stays", { total: "42.50" })]);
    await stored();
    await expect.poll(names).toEqual(["purchase"]);
    receiver.answer(503, {}, "closed for today");
    await send(key, [order("waits")]);
    await page.getByRole("link", { name: "Warehouse" }).click();
    await expect(page.getByRole("heading", { name: "Warehouse" })).toBeVisible();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("closed for today")).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expect(page.getByText("failing", { exact: true })).toBeVisible();

    receiver.answer(200);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resume" }).click();
    const fill = page.getByRole("form", { name: "Send these days" });
    await fill.getByLabel("From").fill("2026-01-01");
    await fill.getByLabel("To, included").fill("2099-01-01");
    await fill.getByRole("button", { name: "Send these days" }).click();
    // One, the request that was answered 503, the same again, and both of the past.
    await expect.poll(names).toEqual(Array.from({ length: 5 }, () => "purchase"));
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(page.getByText("No destination yet")).toBeVisible();
  } finally {
    await receiver.stop();
  }
});
