// @vitest-environment happy-dom
/** What is typed in a workshop is kept: by the server after a pause, by the browser until then, and never over somebody else's. */

import { act } from "react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newWorkshop, type Workshop } from "../../../../../../lib/plan/workshop.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { DraftNotice } from "./draft-notice.tsx";
import { useWorkshopDraft } from "./use-workshop-draft.ts";
import type { SaveAnswer } from "./workshop-answer.ts";

const mounted = useMounted({ areas: ["shell", "workshop"] });
const begun = newWorkshop({ journeyId: "jny_a", title: "Autumn", heldOn: "2026-11-20" });
const sent: { readonly revision: number; readonly present: readonly string[] }[] = [];
let answer: (workshop: Workshop, revision: number) => Promise<SaveAnswer>;

beforeEach(() => {
  localStorage.clear();
  sent.length = 0;
  answer = async (_, revision) => ({ ok: true, revision: revision + 1, open: [{ path: "plan", text: "Something" }] });
});
afterEach(() => localStorage.clear());

function Desk({ revision, workshop }: { revision: number; workshop: Workshop }) {
  const draft = useWorkshopDraft({
    ...{ slug: "shop", id: "wks_a", workshop, revision, open: [], changedBy: "Ben" },
    save: async (_slug, _id, at, given) => {
      sent.push({ revision: at, present: given.present });
      return answer(given, at);
    },
  });
  const come = (name: string) => draft.change((at) => ({ ...at, present: [...at.present, name] }));
  return (
    <>
      <DraftNotice state={draft.state} settle={draft.settle} retry={draft.retry} />
      <output>{draft.workshop.present.join(",")}</output>
      <p id="open">{draft.open.length}</p>
      <button type="button" onClick={() => come("Ana")}>
        Ana
      </button>
      <button type="button" onClick={() => come("Cleo")}>
        Cleo
      </button>
    </>
  );
}

const show = (revision = 1, workshop = begun) => mounted.show(<Desk revision={revision} workshop={workshop} />);
const until = (holds: () => boolean) =>
  act(async () => {
    for (let tries = 0; !holds() && tries < 200; tries++) await new Promise((done) => setTimeout(done, 20));
  });
const backup = () => localStorage.getItem("gabarit-workshop-wks_a");

it("sends what was typed together, on top of what was kept before, and tells what is open", async () => {
  await show();
  await mounted.click("Ana");
  await mounted.click("Cleo");
  expect(backup()).toContain("Cleo");
  expect(mounted.text).toContain("Keeping what was typed");
  await until(() => mounted.text.includes("All of it is kept."));
  expect(sent).toEqual([{ revision: 1, present: ["Ana", "Cleo"] }]);
  expect(mounted.the("#open").textContent).toBe("1");
  expect(backup()).toBeNull();
  await mounted.click("Ana");
  await until(() => sent.length === 2);
  expect(sent[1]?.revision).toBe(2);
});

it("takes up what a page that was left could not send", async () => {
  answer = async () => {
    throw new Error("unreachable");
  };
  await show();
  await mounted.click("Ana");
  await until(() => mounted.text.includes("The server cannot be reached"));
  mounted.leave();
  answer = async (_, revision) => ({ ok: true, revision: revision + 1, open: [] });
  await show();
  expect(mounted.the("output").textContent).toBe("Ana");
  await until(() => mounted.text.includes("All of it is kept."));
  expect(sent.at(-1)).toEqual({ revision: 1, present: ["Ana"] });
});

it("asks whose version stays when somebody else wrote", async () => {
  const theirs = { ...begun, present: ["Ben"] };
  answer = async (_, revision) =>
    revision < 7
      ? { ok: false, reason: "stale", by: "Ben", revision: 7, theirs }
      : { ok: true, revision: revision + 1, open: [] };
  await show();
  await mounted.click("Ana");
  await until(() => mounted.text.includes("Ben wrote in this workshop meanwhile"));
  await mounted.click("Cleo");
  expect(sent).toHaveLength(1);
  await mounted.click("Keep mine");
  await until(() => mounted.text.includes("All of it is kept."));
  expect(sent.at(-1)).toEqual({ revision: 7, present: ["Ana", "Cleo"] });
});

it("asks so of what was left in the browser too, and lets it go", async () => {
  localStorage.setItem(
    "gabarit-workshop-wks_a",
    JSON.stringify({ revision: 1, workshop: { ...begun, present: ["Ana"] } }),
  );
  await show(3, { ...begun, present: ["Ben"] });
  expect(mounted.the("output").textContent).toBe("Ana");
  await mounted.click("Take theirs");
  expect(mounted.the("output").textContent).toBe("Ben");
  expect(backup()).toBeNull();
  expect(sent).toEqual([]);
});
