// @vitest-environment happy-dom

import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, it } from "vitest";
import { TextProvider } from "../../../../_ui/text-provider.tsx";
import { PublishForm } from "./publish-form.tsx";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

it("says that nothing was saved when the server cannot be reached, and keeps the notes", async () => {
  const host = document.body.appendChild(document.createElement("div"));
  const root = createRoot(host);
  const publish = () => Promise.reject(new TypeError("Failed to fetch"));
  await act(async () =>
    root.render(
      <TextProvider language="en" areas={["plan"]}>
        <PublishForm slug="shop" revision={1} next={2} publish={publish} />
      </TextProvider>,
    ),
  );
  const form = host.querySelector("form");
  await act(async () => void form?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
  expect(host.textContent).toContain("This was not saved.");
  expect(host.querySelector("button")?.hasAttribute("disabled")).toBe(false);
  act(() => root.unmount());
});
