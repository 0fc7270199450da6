// @vitest-environment happy-dom

import { expect, it } from "vitest";
import { useMounted } from "../../../../_ui/testing/mounted.tsx";
import { PublishForm } from "./publish-form.tsx";

const mounted = useMounted({ areas: ["plan"] });

it("says that nothing was saved when the server cannot be reached, and keeps the notes", async () => {
  const publish = () => Promise.reject(new TypeError("Failed to fetch"));
  await mounted.show(<PublishForm slug="shop" revision={1} next={2} publish={publish} />);
  await mounted.submit();
  expect(mounted.text).toContain("This was not saved.");
  expect(mounted.the("button").hasAttribute("disabled")).toBe(false);
});
