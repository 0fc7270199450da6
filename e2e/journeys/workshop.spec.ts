import type { Page } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { createProject } from "../steps/project.ts";

interface Told {
  readonly question: string;
  readonly who: string;
  readonly when: string;
  readonly metric: string;
  readonly formula: string;
  /** Typed as one speaks; they are kept in the case of the plan's rules. */
  readonly events: readonly { readonly typed: string; readonly name: string; readonly property?: string }[];
}

const TOLD: readonly Told[] = [
  {
    question: "Which channel do we pay for?",
    ...{ who: "Ana", when: "each month", metric: "Orders per visit", formula: "orders / visits" },
    events: [
      { typed: "site visited", name: "Site Visited", property: "channel" },
      { typed: "order completed", name: "Order Completed", property: "order_total" },
    ],
  },
  {
    question: "Do we keep free delivery?",
    ...{ who: "Ben", when: "each quarter", metric: "Basket", formula: "revenue / orders" },
    events: [{ typed: "delivery chosen", name: "Delivery Chosen", property: "delivery_price" }],
  },
  {
    question: "Whom do we call?",
    ...{ who: "Ben", when: "each Monday", metric: "Silent buyers", formula: "buyers without a visit for 30 days" },
    events: [
      { typed: "basket abandoned", name: "Basket Abandoned" },
      { typed: "call made", name: "Call Made" },
    ],
  },
];

/** The field of that label that has the focus: what was added before it leads there by itself. */
async function write(page: Page, label: string, text: string): Promise<void> {
  const focused = page.locator(":focus");
  await expect(focused).toHaveAccessibleName(label);
  await page.keyboard.insertText(text);
}

test("three decisions become a branch of linked, typed events by the keyboard alone, and its minutes are kept", async ({
  page,
}) => {
  const slug = await createProject(page, "Workshop");
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const add = async (place: Page | ReturnType<Page["getByRole"]>, label: string, text: string) => {
    await place.getByLabel(label, { exact: true }).focus();
    await page.keyboard.insertText(text);
    await press("Enter");
  };
  // Keys that come before the page listens do nothing: they are pressed again.
  const next = (step: string) =>
    expect(async () => {
      const button = page.getByRole("button", { name: `Go on: ${step}` });
      if (await button.isVisible()) await button.press("Enter", { timeout: 1_000 });
      await expect(page.locator('[aria-current="step"]')).toContainText(step, { timeout: 1_000 });
    }).toPass();
  const kept = () => expect(page.getByText("All of it is kept.")).toBeVisible();

  await test.step("who is there, what people go through, who a person is", async () => {
    await page.goto(`/en/${slug}/plan/decisions`);
    await page.getByRole("link", { name: "Hold a workshop" }).press("Enter");
    await expect(async () => {
      if (!/wks_/.test(page.url())) {
        await page.getByLabel("What it is about", { exact: true }).fill("What we decide in autumn", { timeout: 1_000 });
        await press("Enter");
      }
      await page.waitForURL(/\/plan\/workshop\/wks_/, { timeout: 5_000 });
    }).toPass();
    for (const name of ["Ana", "Ben"]) await add(page, "Who is there", name);
    for (const step of ["Arrive", "Order", "Come back"]) await add(page, "Steps of the journey", step);
    await page.getByLabel("What identifies a person").focus();
    await page.keyboard.insertText("Customer number");
    await next("Decisions");
  });

  await test.step("three decisions, each with a number", async () => {
    for (const { question, who, when } of TOLD) {
      await add(page, "Add a decision, as a question", question);
      await write(page, "Who decides", who);
      await press("Tab");
      await write(page, "When", when);
    }
    await next("Metrics");
    await expect(page.locator(":focus")).toHaveAccessibleName("Add a metric");
    for (const { question, metric, formula } of TOLD) {
      await add(page.getByRole("region", { name: question }), "Add a metric", metric);
      await write(page, "How it is computed", formula);
    }
  });

  await test.step("what was typed outlives the page", async () => {
    await kept();
    await page.reload();
    await expect(page.getByRole("region", { name: "Silent buyers" }).getByLabel("How it is computed")).toHaveValue(
      "buyers without a visit for 30 days",
    );
    await next("Events");
    await expect(page.locator(":focus")).toHaveAccessibleName("Add an event, by its name");
  });

  await test.step("the events of each number", async () => {
    for (const { metric, events } of TOLD)
      for (const { typed, name, property } of events) {
        await add(page.getByRole("region", { name: metric, exact: true }), "Add an event, by its name", typed);
        await write(page, "What happened", `${name}: it happened.`);
        await press("Tab");
        await write(page, "Fires when", "On the server, at once");
        await press("Tab");
        await write(page, "Owner", "Ana");
        const card = page.getByRole("region", { name, exact: true });
        await card.getByLabel("Step of the journey").press("o");
        await card.getByLabel("Critical").press("Space");
        if (property === undefined) continue;
        await add(card, `Add a property to ${name}`, property);
        await write(page, "What it says", "As the order says.");
      }
    const paid = page.getByRole("region", { name: "Order Completed", exact: true });
    await expect(paid.getByLabel("What it means")).toHaveValue("purchase");
    await expect(paid.getByRole("group", { name: "order_total" }).getByLabel("Value")).toHaveValue("number");
  });

  await test.step("nothing is open once every step has its event", async () => {
    await next("Outcome");
    await kept();
    const open = page.getByRole("region", { name: "2 things are open" });
    await expect(open.getByRole("listitem")).toHaveText([/Arrive/, /Come back/]);
    await page.getByRole("button", { name: /^4\. Events/ }).press("Enter");
    for (const [name, letter] of [
      ["Site Visited", "a"],
      ["Call Made", "c"],
    ] as const)
      await page.getByRole("region", { name, exact: true }).getByLabel("Step of the journey").press(letter);
    await next("Outcome");
    await expect(page.getByText(/^Nothing is open/)).toBeVisible();
    await kept();
    await add(page, "Questions nobody could answer", "Who pays for the calls?");
    await kept();
    await page.getByLabel("Branch", { exact: true }).fill("autumn");
    await press("Enter");
  });

  await test.step("the minutes, and the branch without a finding of coverage", async () => {
    await page.waitForURL(/\/minutes$/);
    await expect(page.getByRole("heading", { name: "1 open question" })).toBeVisible();
    await expect(page.getByText("Decided by Ben; when: each Monday.")).toBeVisible();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("banner")).toBeHidden();
    await expect(page.getByText("Who pays for the calls?")).toBeVisible();
    await page.emulateMedia({ media: null });
    await page.goto(`/en/${slug}/plan/coverage?branch=autumn`);
    await expect(page.getByText(/^Nothing is missing/)).toBeVisible();
    await page.goto(`/en/${slug}/plan/decisions/tree?branch=autumn`);
    await expect(page.getByText("Nothing is missing.")).toBeVisible();
    await page.getByRole("treeitem").first().focus();
    await press("ArrowDown", "ArrowDown");
    await expect(page.locator(":focus")).toContainText("Site Visited");
    await press("Enter");
    await expect(page.getByRole("complementary", { name: "Site Visited" })).toBeVisible();
  });
});
