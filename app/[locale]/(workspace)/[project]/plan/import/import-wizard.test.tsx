// @vitest-environment happy-dom

/** Giving what is to be imported. */

import { act } from "react";
import { expect, it } from "vitest";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { EditingContext, type PlanEditing } from "../editing/editing-context.tsx";
import { ImportWizard } from "./import-wizard.tsx";

const mounted = useMounted({ areas: ["shell", "plan"] });
const EDITING = { slug: "shop" } as Partial<PlanEditing> as PlanEditing;

/** What is sent after a text was pasted; nothing where the field was left to take it. */
async function pasted(text: string): Promise<FormData | undefined> {
  let sent: FormData | undefined;
  const preview = (_slug: string, _branch: string, form: FormData) => {
    sent = form;
    return Promise.reject(new Error("not asked"));
  };
  await mounted.show(
    <EditingContext value={EDITING}>
      <ImportWizard slug="shop" branch="main" columns={[]} preview={preview} run={preview} />
    </EditingContext>,
  );
  const event = Object.assign(new Event("paste", { bubbles: true, cancelable: true }), {
    clipboardData: { getData: () => text },
  });
  await act(async () => void mounted.the("textarea").dispatchEvent(event));
  if (event.defaultPrevented) await mounted.click("See what would change");
  return sent;
}

it("takes much pasted text as a file, so that its field stays quick, and leaves little of it to the field", async () => {
  expect(await pasted("Event,Property")).toBeUndefined();
  const long = "Event,Property\n".repeat(20_000);
  const sent = await pasted(long);
  expect(mounted.text).toContain("Pasted text.txt");
  expect(sent?.has("text")).toBe(false);
  const files = (sent?.getAll("files") ?? []) as File[];
  expect(await Promise.all(files.map((file) => file.text()))).toEqual([long]);
});
