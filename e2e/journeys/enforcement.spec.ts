import { expect, test } from "../journey.ts";
import { createShop } from "../steps/project.ts";
import { createSourceByHand, order, send } from "../steps/source.ts";

test("a source leaves out what breaks the plan, by a rule for a release of the app, and the event says so", async ({
  page,
}) => {
  const slug = await createShop(page, "Mended");
  const { key } = await createSourceByHand(page, slug, "Web shop");
  const form = page.getByRole("form", { name: "Rules" });
  await form.getByLabel("Leave out, so that the rest conforms").selectOption({ label: "Unplanned properties" });
  await form.getByRole("button", { name: "Add a rule" }).click();
  const rule = form.getByRole("group", { name: "Rule 1" });
  await rule.getByLabel("From release").fill("latest");
  await rule.getByLabel("Events that do not conform").selectOption("block");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText(/A rule cannot be read/)).toBeVisible();
  await rule.getByLabel("From release").fill("3.0.0");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText(/^Saved\./)).toBeVisible();
  await page.reload();
  await expect(rule.getByLabel("From release")).toHaveValue("3.0.0");

  const arrivals = page.getByRole("region", { name: "What arrives" }).getByRole("listitem");
  await send(key, [{ ...order("mended-person", { basket: 1 }), context: { app: { version: "2.9.0" } } }]);
  await send(key, [{ ...order("blocked-person", { basket: 1 }), context: { app: { version: "3.0.0" } } }]);
  await expect(arrivals.filter({ hasText: "mended-person" })).toContainText("Mended");
  await expect(arrivals.filter({ hasText: "mended-person" })).toContainText("/properties/basket");
  await expect(arrivals.filter({ hasText: "blocked-person" })).toContainText("violating");
  await expect(arrivals.filter({ hasText: "blocked-person" })).not.toContainText("Mended");

  await form.getByLabel("Leave out, so that the rest conforms").first().selectOption({ label: "Nothing" });
  await form.getByRole("button", { name: "Try on the last seven days" }).click();
  const all = form.getByRole("row", { name: /All events/ });
  await expect(all.getByText("1 → 0")).toHaveCount(2);
  await expect(all.getByText("0 → 1")).toBeVisible();
  await expect(form.getByText("1 example of what changes")).toBeVisible();
});
