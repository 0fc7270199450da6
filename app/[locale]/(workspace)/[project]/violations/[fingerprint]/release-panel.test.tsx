// @vitest-environment happy-dom

/** Under which published version the held events of a violation are judged again. */

import { expect, it } from "vitest";
import type { FormAction } from "../../../../../_access/form.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { ReleasePanel } from "./release-panel.tsx";

const mounted = useMounted({ areas: ["shell", "violation"] });

it("looks and releases under the version that is chosen; another choice takes the preview away", async () => {
  const looked: unknown[] = [];
  const released: unknown[] = [];
  const release: FormAction = async (state, form) => {
    released.push(form.get("planVersion"));
    return state;
  };
  await mounted.show(
    <ReleasePanel
      slug="shop"
      fingerprint="vio"
      held={4}
      versions={[3, 2, 1]}
      mayRelease
      preview={async (...asked) => {
        looked.push(asked);
        return { planVersion: asked[3] ?? 3, judged: 4, released: 2, stillHeld: 2, blocked: 0 };
      }}
      release={release}
    />,
  );
  await mounted.click("See what would be released");
  await mounted.submit();
  await mounted.type(mounted.the<HTMLSelectElement>("select"), "2");
  expect(mounted.text).not.toContain("Under version");
  await mounted.click("See what would be released");
  expect(mounted.text).toContain("Under version 2");
  await mounted.submit();
  expect(looked).toEqual([
    ["shop", "vio", false, undefined],
    ["shop", "vio", false, 2],
  ]);
  expect(released).toEqual([null, "2"]);
});
