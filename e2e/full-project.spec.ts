import { test } from "./journey.ts";
import { makeFullProject } from "./pages/full-project.ts";

test("a project in which every page has something to show", async ({ page }) => {
  await makeFullProject(page);
});
