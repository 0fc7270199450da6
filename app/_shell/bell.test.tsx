// @vitest-environment happy-dom

import { expect, it } from "vitest";
import { useMounted } from "../_ui/testing/mounted.tsx";
import { Bell, type Latest } from "./bell.tsx";

const mounted = useMounted({ areas: ["notice"] });

const notice = (id: string) => ({
  ...{ id, sentence: `Sentence ${id}`, text: undefined, project: "Shop" },
  ...{ path: "/shop/plan", at: "2026-05-04T08:00:00Z", read: false },
});
const latest: Latest = { items: [notice("a"), notice("b")], unread: 80 };
const bell = (unread: number) => (
  <Bell slug="shop" unread={unread} load={async () => latest} markRead={async () => undefined} />
);
const label = () => mounted.the("button").getAttribute("aria-label");

it("says how many are unread in all, not only of those it lists, and follows what the server counts", async () => {
  await mounted.show(bell(79));
  expect(label()).toContain("79");
  await mounted.click(mounted.the("button"));
  expect(label()).toContain("80");
  await mounted.click(mounted.the("li a"));
  expect(label()).toContain("79");
  await mounted.show(bell(3));
  expect(label()).toContain("3 ");
});
