import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Lock } from "./branch-view.ts";
import { LockedNotice } from "./locked-notice.tsx";
import type { BranchView } from "./view.ts";

const view = { slug: "shop" } as BranchView;
const managed = { repository: "https://github.com/acme/shop", branch: "main", path: "plan/" };

function shown(locked: Lock | undefined, from?: typeof managed, language: "en" | "fr" = "en"): string {
  return renderToStaticMarkup(<LockedNotice opened={{ language, view, locked, managed: from }} />);
}

it("names the repository the plan is managed from and leads there, whoever reads", () => {
  const english = shown("managed", managed);
  expect(english).toContain("Managed from github.com/acme/shop: change it there.");
  expect(english).toContain('href="https://github.com/acme/shop"');
  expect(english).toContain("branch main · in plan/");
  expect(english).toContain('href="/en/shop/settings#managed"');
  expect(shown("managed", managed, "fr")).toContain("Géré depuis github.com/acme/shop\u00A0: modifiez-le là-bas.");
});

it("says the other reasons, and nothing where the plan can be changed", () => {
  expect(shown(undefined)).toBe("");
  expect(shown("protected")).toContain('href="/en/shop/plan/branches"');
  expect(shown("branch")).not.toBe(shown("role"));
});
