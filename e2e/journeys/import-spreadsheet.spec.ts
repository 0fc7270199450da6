import { fileURLToPath } from "node:url";
import { expect, test } from "../journey.ts";
import { createProject } from "../steps/project.ts";

const SHEET = fileURLToPath(new URL("../plans/suivi.csv", import.meta.url));

test("a French spreadsheet is understood, previewed and imported, and nothing is written before", async ({ page }) => {
  const slug = await createProject(page, "Import");
  await page.goto(`/fr/${slug}/plan/import`);
  await page.getByLabel("Choisissez des fichiers").setInputFiles(SHEET);
  await page.getByRole("button", { name: "Voir ce qui changerait" }).click();

  // The header is the fourth line, cells are parted by semicolons.
  await expect(page.getByText("3 événements, 5 propriétés, 0 propriété utilisateur.")).toBeVisible();
  await expect(page.getByLabel("Sens de la colonne Événement")).toHaveValue("event");
  await expect(page.getByLabel("Sens de la colonne Propriété")).toHaveValue("property");
  await expect(page.getByLabel("Sens de la colonne Obligatoire")).toHaveValue("required");
  const changes = page.getByRole("region", { name: "Ce qui changerait" });
  await expect(changes.getByText("Commande passée").first()).toBeVisible();

  const other = await page.context().newPage();
  await other.goto(`/fr/${slug}/plan`);
  await expect(other.getByText("Aucun événement n’est prévu pour l’instant")).toBeVisible();
  await other.close();

  // A column taken for something else is corrected, and the preview follows.
  await page.getByLabel("Sens de la colonne Minimum").selectOption("ignore");
  await expect(page.getByLabel("Sens de la colonne Minimum")).toHaveValue("ignore");
  await page.getByLabel("Sens de la colonne Minimum").selectOption("minimum");
  await page.getByRole("button", { name: /^Importer \d+ changements$/ }).click();

  const grid = page.getByRole("grid", { name: "Événements du plan" });
  await expect(grid.getByRole("row")).toHaveCount(4);
  await grid.getByRole("gridcell", { name: "Commande passée" }).first().click();
  const panel = page.getByRole("complementary", { name: "Commande passée" });
  await panel.getByRole("button", { name: "Propriétés" }).click();
  const own = panel.getByRole("region", { name: "Ses propriétés" });
  await expect(own.getByRole("listitem").filter({ hasText: "montant" })).toContainText("obligatoire");
  await expect(own.getByRole("listitem").filter({ hasText: "code promo" })).toContainText("facultative");
  await own.getByRole("button", { name: "montant", exact: true }).click();
  await expect(panel.getByLabel("Au moins")).toHaveValue("0,5");
  await panel.getByRole("button", { name: "Toutes les propriétés" }).click();
  await own.getByRole("button", { name: "devise", exact: true }).click();
  await expect(panel.getByText("EUR", { exact: true })).toBeVisible();
  await expect(panel.getByText("CHF", { exact: true })).toBeVisible();
});
