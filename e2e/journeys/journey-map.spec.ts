import { newJourney, newStep } from "../../lib/plan/new-object.ts";
import { expect, test } from "../journey.ts";
import { eventId, openApi } from "../steps/api.ts";
import { DOT } from "../steps/picture.ts";
import { panelOf } from "../steps/plan.ts";
import { saved } from "../steps/project.ts";
import { monthOfShop } from "../steps/traffic.ts";

const BRANCH = "from-sign-up-to-order";
const NAME = "From sign-up to order";

test("a journey shows its screens and whom each loses, names the step nobody can see, and becomes a funnel", async ({
  page,
}) => {
  const slug = monthOfShop();
  const { post, edit } = openApi(page, slug);
  const steps = [
    newStep({ id: "stp_account", name: { en: "Account" }, events: [await eventId(page, slug, "Signed Up")] }),
    newStep({ id: "stp_basket", name: { en: "Basket" }, events: [await eventId(page, slug, "Product Added")] }),
    newStep({ id: "stp_till", name: { en: "Till" } }),
  ];
  await post("/branches", { name: BRANCH, title: NAME });
  const object = newJourney({ id: "jny_order", name: { en: NAME }, steps });
  await edit(BRANCH, [{ command: "addObject", entry: { kind: "journey", object } }]);

  // The finding leads to the journey.
  await page.goto(`/en/${slug}/plan/findings?branch=${BRANCH}`);
  const finding = page.getByRole("listitem").filter({ hasText: `No event is pinned on the step “Till” of “${NAME}”.` });
  await expect(page.getByRole("listitem").filter({ hasText: "“Product Searched” stands on no journey." })).toHaveCount(
    1,
  );
  await finding.getByRole("link").click();
  const panel = panelOf(page, NAME);
  const map = panel.getByRole("region", { name: "Step by step" });
  const shown = map.getByRole("list").first().locator(":scope > li");
  await expect(shown.nth(0)).toContainText("24 people");
  await expect(shown.nth(1)).toContainText("12 lost (50%)");
  await expect(shown.nth(2)).toContainText("No event: nobody can be counted here.");

  const till = panel.getByRole("region", { name: "Steps", exact: true }).locator("details").last();
  await till.locator("summary").click();
  await till.getByRole("button", { name: /^Events that fire here/ }).click();
  await page.getByRole("option", { name: /Order/ }).click();
  await expect(shown.nth(2)).toContainText("4 people");
  await expect(shown.nth(2)).toContainText("8 lost (66.7%)");
  await till.getByLabel(/^Add a picture/).setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: DOT });
  await expect(shown.nth(2).locator("img")).toHaveJSProperty("naturalWidth", 1);
  await saved(page);

  await map.getByRole("link", { name: "Open as a funnel" }).click();
  const bars = page.getByRole("list", { name: "Funnel, people" }).getByRole("listitem");
  await expect(bars.nth(0)).toContainText("24100%");
  await expect(bars.nth(2)).toContainText("8 lost (66.7%)");
});
