// @vitest-environment happy-dom
/** What is typed in a workshop is kept: by the server after a pause, by the browser until then, and never over somebody else's. */

import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newWorkshop, type Workshop } from "../../../../../../lib/plan/workshop.ts";
// The desk loads it when it is needed: here before the clock stands still.
import "../../../../../../lib/plan/workshop-merge.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { DraftNotice } from "./draft-notice.tsx";
import { useWorkshopDraft } from "./use-workshop-draft.ts";
import type { SaveAnswer } from "./workshop-answer.ts";

const mounted = useMounted({ areas: ["shell", "workshop", "plan"] });
const begun = newWorkshop({ journeyId: "jny_a", title: "Autumn", heldOn: "2026-11-20" });
const sent: { readonly revision: number; readonly present: readonly string[] }[] = [];
let answer: (workshop: Workshop, revision: number) => Promise<SaveAnswer>;

beforeEach(() => {
  // The pauses of the desk pass as soon as they are waited for.
  vi.useFakeTimers();
  localStorage.clear();
  sent.length = 0;
  sessionStorage.clear();
  answer = async (_, revision) => ({ ok: true, revision: revision + 1 });
});
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

const DECISION = { id: "dec_own", description: {}, when: {} };

function Desk({ revision, workshop, editable }: { revision: number; workshop: Workshop; editable: boolean }) {
  const draft = useWorkshopDraft({
    ...{ slug: "shop", id: "wks_a", person: "per_a", editable, workshop, revision, open: [] },
    findOpen: async () => [{ path: "plan", text: "Something" }],
    save: async (_slug, _id, at, given) => {
      sent.push({ revision: at, present: given.present });
      return answer(given, at);
    },
  });
  const come = (name: string) => draft.change((at) => ({ ...at, present: [...at.present, name] }));
  return (
    <>
      <DraftNotice state={draft.state} settle={draft.settle} retry={draft.retry} templates={[]} />
      <output>{draft.workshop.present.join(",")}</output>
      <p id="open">{draft.open.length}</p>
      <p id="title">{draft.workshop.title}</p>
      <button type="button" onClick={() => draft.change((at) => ({ ...at, title: "Mine" }))}>
        Title
      </button>
      <button type="button" onClick={() => draft.change((at) => ({ ...at, title: `${at.title} too` }))}>
        Longer
      </button>
      <button
        type="button"
        onClick={() => draft.change((at) => ({ ...at, present: at.present.filter((name) => name !== "Ana") }))}
      >
        Leave
      </button>
      <button
        type="button"
        onClick={() => draft.change((at) => ({ ...at, decisions: [{ ...DECISION, name: { en: "Which offer" } }] }))}
      >
        Decide
      </button>
      <ul>
        {draft.workshop.decisions.map(({ id }) => (
          <li key={draft.keyOf(id)} id={id}>
            <input />
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => come("Ana")}>
        Ana
      </button>
      <button type="button" onClick={() => come("Cleo")}>
        Cleo
      </button>
    </>
  );
}

const show = (revision = 1, workshop = begun, editable = true) =>
  mounted.show(<Desk {...{ revision, workshop, editable }} />);
/** Of the clock that goes on: what is no timer, such as the loading of a module, has its turn. */
const later = setTimeout;
const until = async (holds: () => boolean) => {
  for (let tries = 0; !holds() && tries < 200; tries++)
    await act(async () => {
      await vi.advanceTimersByTimeAsync(20);
      await new Promise((done) => later(done));
    });
};
const backup = () => localStorage.getItem("gabarit-workshop-per_a-wks_a");

it("sends what was typed together, on top of what was kept before, and tells what is open", async () => {
  await show();
  await mounted.click("Ana");
  await mounted.click("Cleo");
  expect(backup()).toContain("Cleo");
  expect(mounted.text).toContain("Keeping what was typed");
  await until(() => mounted.text.includes("All of it is kept."));
  expect(sent).toEqual([{ revision: 1, present: ["Ana", "Cleo"] }]);
  await until(() => mounted.the("#open").textContent === "1");
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
  answer = async (_, revision) => ({ ok: true, revision: revision + 1 });
  await show();
  expect(mounted.the("output").textContent).toBe("Ana");
  await until(() => mounted.text.includes("All of it is kept."));
  expect(sent.at(-1)).toEqual({ revision: 1, present: ["Ana"] });
});

/** A server on which Ben has written, at revision 7. */
const beside =
  (theirs: Workshop): typeof answer =>
  async (_, revision) =>
    revision < 7
      ? { ok: false, reason: "stale", by: "Ben", revision: 7, theirs }
      : { ok: true, revision: revision + 1 };

it("joins what somebody else wrote meanwhile, and says so until something is typed again", async () => {
  answer = beside({ ...begun, present: ["Ben"], questions: ["Who pays?"] });
  await show();
  await mounted.click("Ana");
  await until(() => mounted.text.includes("what Ben wrote meanwhile is here too"));
  expect(sent).toEqual([
    { revision: 1, present: ["Ana"] },
    { revision: 7, present: ["Ana", "Ben"] },
  ]);
  expect(mounted.the("output").textContent).toBe("Ana,Ben");
  await mounted.click("Cleo");
  await until(() => sent.length === 3);
  expect(mounted.text).not.toContain("Ben wrote meanwhile");
});

it("asks what holds where both wrote the same field; what is typed until then is kept", async () => {
  answer = beside({ ...begun, present: ["Ben"], title: "Ben’s" });
  await show();
  await mounted.click("Title");
  await until(() => mounted.text.includes("Ben wrote the same field meanwhile"));
  expect(mounted.text).toContain("What it is about");
  for (const part of ["Ben’s", "Mine"]) expect(mounted.text).toContain(part);
  await mounted.click("Cleo");
  expect(sent).toHaveLength(1);
  expect(backup()).toContain("Cleo");
  await mounted.click("Go on with this");
  await until(() => mounted.text.includes("All of it is kept"));
  expect([...(sent.at(-1)?.present ?? [])].sort()).toEqual(["Ben", "Cleo"]);
  expect(mounted.the("#title").textContent).toBe("Mine");
});

it("joins so what was left in the browser, also where it was left before anybody noted what it began with", async () => {
  const left = { revision: 1, workshop: { ...begun, present: ["Ana"] }, sent: [] };
  for (const kept of [{ ...left, base: begun }, left]) {
    sent.length = 0;
    localStorage.setItem("gabarit-workshop-per_a-wks_a", JSON.stringify(kept));
    answer = async (_, revision) =>
      revision < 3
        ? { ok: false, reason: "stale", by: "Ben", revision: 3, theirs: { ...begun, present: ["Ben"] } }
        : { ok: true, revision: revision + 1 };
    await show(3, { ...begun, present: ["Ben"] });
    await until(() => mounted.text.includes("what Ben wrote meanwhile is here too"));
    expect(mounted.the("output").textContent).toBe("Ana,Ben");
    expect(backup()).toBeNull();
    expect(sent.at(-1)).toEqual({ revision: 3, present: ["Ana", "Ben"] });
    mounted.leave();
    sessionStorage.clear();
  }
});

it("goes on from what was kept when an older page comes back out of the history", async () => {
  await show();
  await mounted.click("Ana");
  await until(() => mounted.text.includes("All of it is kept."));
  mounted.leave();
  await show(1, begun);
  expect(mounted.the("output").textContent).toBe("Ana");
  await mounted.click("Cleo");
  await until(() => sent.length === 2);
  expect(sent[1]).toEqual({ revision: 2, present: ["Ana", "Cleo"] });
});

it("does not quarrel with itself over a save whose answer nobody read", async () => {
  const never = new Promise<never>(() => undefined);
  answer = () => never;
  await show();
  await mounted.click("Ana");
  await until(() => sent.length === 1);
  await mounted.click("Cleo");
  mounted.leave();
  answer = async (_, revision) => ({ ok: true, revision: revision + 1 });
  // The server has it by then, its keys in another order.
  const { present: _, ...rest } = begun;
  await show(2, { present: ["Ana"], ...rest });
  expect(mounted.the("output").textContent).toBe("Ana,Cleo");
  await until(() => mounted.text.includes("All of it is kept."));
  expect(sent.at(-1)).toEqual({ revision: 2, present: ["Ana", "Cleo"] });
});

it("takes its own earlier save for no other person's", async () => {
  answer = async () => {
    throw new Error("answer lost");
  };
  await show();
  await mounted.click("Ana");
  await until(() => mounted.text.includes("The server cannot be reached"));
  answer = async (_, revision) =>
    revision === 1
      ? { ok: false, reason: "stale", by: "Ana", revision: 2, theirs: { ...begun, present: ["Ana"] } }
      : { ok: true, revision: revision + 1 };
  await mounted.click("Cleo");
  await until(() => mounted.text.includes("All of it is kept."));
  expect(sent.at(-1)).toEqual({ revision: 2, present: ["Ana", "Cleo"] });
});

it("keeps what is typed while the server has no room for it, and sends it once it has", async () => {
  answer = async () => ({ ok: false, reason: "refused", code: "invalid_input", text: "Room for 50 decisions." });
  await show();
  await mounted.click("Ana");
  await until(() => mounted.text.includes("Room for 50 decisions."));
  expect(mounted.text).toContain("is kept in this browser");
  await mounted.click("Cleo");
  await until(() => sent.length === 2);
  mounted.leave();
  expect(backup()).toContain("Cleo");
  answer = async (_, revision) => ({ ok: true, revision: revision + 1 });
  await show();
  expect(mounted.the("output").textContent).toBe("Ana,Cleo");
  await until(() => mounted.text.includes("All of it is kept."));
  expect(sent.at(-1)).toEqual({ revision: 1, present: ["Ana", "Cleo"] });
});

it("takes a lost save that somebody built on for one’s own", async () => {
  answer = async () => {
    throw new Error("answer lost");
  };
  await show();
  await mounted.click("Ana");
  await mounted.click("Title");
  await until(() => mounted.text.includes("The server cannot be reached"));
  // It had arrived, and Ben wrote on; here the title was written on too, and Ana taken away again.
  answer = beside({ ...begun, title: "Mine", present: ["Ana", "Ben"] });
  await mounted.click("Longer");
  await mounted.click("Leave");
  await until(() => mounted.text.includes("All of it is kept"));
  expect(mounted.text).not.toContain("the same field");
  expect(mounted.the("#title").textContent).toBe("Mine too");
  expect(sent.at(-1)?.present).toEqual(["Ben"]);
});

it("leaves what one writes in where it stands when somebody else added a thing of that name", async () => {
  const decision = (id: string) => ({ id, name: { en: "Which offer" }, description: {}, when: {} });
  answer = beside({ ...begun, decisions: [decision("dec_ben")] });
  await show(1, { ...begun, present: ["Ana"] });
  await mounted.click("Decide");
  const field = mounted.the<HTMLInputElement>("input");
  field.focus();
  field.value = "not added yet";
  await until(() => mounted.text.includes("what Ben wrote meanwhile is here too"));
  expect(mounted.the("li").id).toBe("dec_ben");
  expect(mounted.the("input")).toBe(field);
  expect(document.activeElement).toBe(field);
});

it("says why nothing can be kept any more, and sends nothing before it is asked to", async () => {
  answer = async () => ({ ok: false, reason: "refused", code: "unauthenticated", text: "Sign in first." });
  await show();
  await mounted.click("Ana");
  await until(() => mounted.text.includes("Sign in first."));
  vi.useFakeTimers();
  await mounted.click("Cleo");
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(sent).toHaveLength(1);
  vi.useRealTimers();
  answer = async (_, revision) => ({ ok: true, revision: revision + 1 });
  await mounted.click("Send now");
  await until(() => mounted.text.includes("All of it is kept."));
  expect(sent.at(-1)?.present).toEqual(["Ana", "Cleo"]);
});

it("takes up nothing that was left where one may only read, nor what somebody else left", async () => {
  const left = JSON.stringify({ revision: 1, workshop: { ...begun, present: ["Ana"] }, sent: [] });
  localStorage.setItem("gabarit-workshop-per_a-wks_a", left);
  localStorage.setItem("gabarit-workshop-per_b-wks_a", left);
  await show(1, begun, false);
  expect(mounted.the("output").textContent).toBe("");
  mounted.leave();
  localStorage.removeItem("gabarit-workshop-per_a-wks_a");
  await show();
  expect(mounted.the("output").textContent).toBe("");
});

it("saves somebody who never pauses", async () => {
  await show();
  vi.useFakeTimers();
  for (let typed = 0; typed < 14; typed++) {
    await mounted.click("Ana");
    await act(() => vi.advanceTimersByTimeAsync(400));
  }
  expect(sent).toHaveLength(1);
});
