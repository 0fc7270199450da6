// @vitest-environment happy-dom

/** Saving in turn: on what each edit was made on, and again when the server could not be reached. */

import { act, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UserError } from "../../../../../../lib/base/error.ts";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { ToastArea } from "../../../../../_ui/toast.tsx";
import { planFactsText } from "../plan-facts.ts";
import type { CommitAnswer } from "../view.ts";
import { type PlanEditing, usePlanEditing } from "./editing-context.tsx";
import { EditingProvider } from "./editing-provider.tsx";
import { JsonControl, JsonListControl } from "./json-control.tsx";
import { ScalarControl } from "./scalar-control.tsx";
import { TextControl } from "./text-control.tsx";

interface Asked {
  readonly revision: number;
  readonly own: readonly number[];
  readonly edits: readonly Edit[];
  readonly answer: (answer: CommitAnswer) => Promise<void>;
  readonly fail: (error?: Error) => Promise<void>;
}

const VIEW = { slug: "shop", branch: "main", editable: true, facts: planFactsText(referencePlan, "en", []) };

const mounted = useMounted({ areas: ["shell", "plan", "grid"] });
let asked: Asked[];
let editing: PlanEditing;

function Probe(): ReactNode {
  editing = usePlanEditing();
  return null;
}

const owned = (owner: string): Edit => ({ command: "updateEvent", id: "evt_search", changes: { owner } });

const commit = (
  _slug: string,
  _branch: string,
  revision: number,
  edits: readonly Edit[],
  _focus: unknown,
  own: unknown,
) =>
  new Promise<CommitAnswer>((resolve, reject) => {
    asked.push({
      ...{ revision, edits, own: own as readonly number[] },
      answer: (answer) => act(async () => resolve(answer)),
      fail: (error = new TypeError("Failed to fetch")) => act(async () => reject(error)),
    });
  });

function saved(revision: number, more: { made?: number | undefined; whole?: boolean } = {}): CommitAnswer {
  const made = "made" in more ? more.made : revision;
  return { ok: true, made, revision, whole: more.whole ?? false, rows: [], removed: [], view: undefined };
}

function Provided({ children, focus }: { children?: ReactNode; focus?: string }): ReactNode {
  return (
    <>
      <EditingProvider
        view={{ ...VIEW, revision: 4 }}
        findings={[]}
        commit={commit}
        preview={async () => []}
        undo={async () => saved(9)}
        onChanges={() => undefined}
        focus={focus}
      >
        <Probe />
        {children}
      </EditingProvider>
      <ToastArea />
    </>
  );
}

const show = (children: ReactNode = null) => mounted.show(<Provided>{children}</Provided>);

beforeEach(() => {
  sessionStorage.clear();
  asked = [];
});

const owner = () => mounted.the<HTMLInputElement>("input");
const typeText = (text: string) => mounted.type(owner(), text);
const leaveField = () => mounted.leaveField(owner());
const save = (owner: string) => act(async () => void editing.commit([owned(owner)]));

it("sends a save that had to wait on what was shown when it was made, with what this window saved since", async () => {
  await show();
  await save("first");
  await save("second");
  expect(asked).toHaveLength(1);
  // Somebody else made revision 5 while the first was on its way.
  await asked[0]?.answer(saved(6, { whole: true }));
  expect(asked[1]).toMatchObject({ revision: 4, own: [6] });
  await asked[1]?.answer(saved(7));
  await save("third");
  expect(asked[2]).toMatchObject({ revision: 7, own: [] });
});

it("steps over its own saves where nobody came between", async () => {
  await show();
  await save("first");
  await save("second");
  await asked[0]?.answer(saved(5));
  expect(asked[1]).toMatchObject({ revision: 5, own: [] });
});

it("makes what a dialog saves on what was shown when it was opened", async () => {
  await show();
  const within = editing.begin();
  await save("meanwhile");
  await asked[0]?.answer(saved(6, { whole: true }));
  await act(async () => void within(() => editing.commit([owned("late")])));
  expect(asked[1]).toMatchObject({ revision: 4, own: [6] });
});

describe("what is typed", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const type = (text: string) =>
    act(async () => {
      editing.preview([owned(text)], { kind: "event", id: "evt_search" });
      await vi.runOnlyPendingTimersAsync();
    });

  it("is told until it is saved, and what was typed since still", async () => {
    await show();
    await type("first");
    expect(editing.typed).toEqual([owned("first")]);
    await save("first");
    await type("second");
    await asked[0]?.answer(saved(5));
    expect(editing.typed).toEqual([owned("second")]);
    await save("second");
    await asked[1]?.answer(saved(6));
    expect(editing.typed).toEqual([]);
  });

  it("is told no more where somebody else was first, whose words are shown in its place", async () => {
    await show();
    await type("mine");
    await save("mine");
    await asked[0]?.answer({
      ...{ ok: false, reason: "stale", revision: 8, whole: true, rows: [], removed: [], view: undefined },
      fields: [{ path: "event/evt_search/owner", by: "Ann", mine: "mine", theirs: "theirs" }],
    });
    expect(editing.typed).toEqual([]);
  });

  it("is told no more once it is refused: no code would be shown any more", async () => {
    await show();
    await type("refused");
    await save("refused");
    await asked[0]?.answer({ ok: false, reason: "refused", errors: [] });
    expect(editing.typed).toEqual([]);
  });

  it("is told beside its own event only", async () => {
    await mounted.show(<Provided focus="evt_search" />);
    await type("unsaved");
    expect(editing.typed).toEqual([owned("unsaved")]);
    await mounted.show(<Provided focus="evt_signed_up" />);
    expect(editing.typed).toEqual([]);
  });
});

it("puts mine over theirs only as theirs was shown", async () => {
  await show();
  await save("mine");
  await asked[0]?.answer({
    ...{ ok: false, reason: "stale", revision: 8, whole: true, rows: [], removed: [], view: undefined },
    fields: [{ path: "event/evt_search/owner", by: "Ann", mine: "mine", theirs: "theirs" }],
  });
  expect(editing.troubles).toMatchObject([{ kind: "stale", revision: 8 }]);
});

it("waits with all that is to be saved where the server cannot be reached, says so, and saves when the line is back", async () => {
  await show();
  await save("first");
  await save("second");
  await asked[0]?.fail();
  expect(mounted.text).toContain("Not saved: the server cannot be reached");
  expect(asked).toHaveLength(1);
  await act(async () => void window.dispatchEvent(new Event("online")));
  expect(asked[1]).toMatchObject({ revision: 4, edits: [owned("first")] });
  await asked[1]?.answer(saved(5));
  expect(mounted.text).not.toContain("Not saved");
  expect(asked[2]).toMatchObject({ revision: 5, edits: [owned("second")] });
});

it("sends again what was typed: at the next key, and when it was given up, by leaving the field", async () => {
  await show(<Owner />);
  await typeText("Ann");
  await leaveField();
  await asked[0]?.fail();
  await typeText("Anna");
  expect(asked[1]?.edits).toEqual([owned("Ann")]);
  await asked[1]?.fail();
  await mounted.click("Give this change up");
  expect(mounted.text).not.toContain("Not saved");
  expect(owner().value).toBe("Anna");
  await leaveField();
  await asked[2]?.fail();
  await mounted.click("Give this change up");
  await leaveField();
  expect(asked[3]?.edits).toEqual([owned("Anna")]);
  await asked[3]?.answer(saved(5));
  await leaveField();
  expect(asked).toHaveLength(4);
});

it("makes what is typed after a refusal on what the refusal showed", async () => {
  await show(<Owner />);
  await typeText("Mine");
  await leaveField();
  await asked[0]?.answer({
    ...{ ok: false, reason: "stale", revision: 8, whole: true, rows: [], removed: [], view: undefined },
    fields: [{ path: "event/evt_search/owner", by: "Ann", mine: "Mine", theirs: "Theirs" }],
  });
  await show(<Owner stored="Theirs" />);
  expect(owner().value).toBe("Theirs");
  await typeText("Ours");
  await leaveField();
  expect(asked[1]).toMatchObject({ revision: 8, edits: [owned("Ours")] });
});

const REFUSED: CommitAnswer = { ok: false, reason: "refused", errors: [{ path: "", text: "No." }] };

it("waits for no server that was reached and failed: says so, keeps what was typed, and goes on with the next save", async () => {
  await show(<Owner />);
  await typeText("Mine");
  await leaveField();
  await save("next");
  await asked[0]?.fail(Object.assign(new Error("gone"), { digest: "42" }));
  expect(mounted.text).not.toContain("Not saved");
  expect(mounted.text).toContain("The server failed; what you typed is still here. Try again.");
  expect(owner().value).toBe("Mine");
  expect(asked[1]?.edits).toEqual([owned("next")]);
  await asked[1]?.answer(saved(5));
  await leaveField();
  expect(asked[2]?.edits).toEqual([owned("Mine")]);
  await asked[2]?.answer(saved(6));
});

it("waits where the session has ended, leads to signing in aside, and saves what was typed when one is back", async () => {
  await show(<Owner />);
  await typeText("Mine");
  await leaveField();
  await asked[0]?.fail(new UserError("unauthenticated"));
  expect(mounted.text).toContain("Not saved: your session has ended");
  expect(mounted.the<HTMLAnchorElement>("[role=alert] a").target).toBe("_blank");
  expect(owner().value).toBe("Mine");
  await mounted.click("Try again");
  expect(asked[1]?.edits).toEqual([owned("Mine")]);
  await asked[1]?.answer(saved(5));
  expect(mounted.text).not.toContain("Not saved");
});

it("goes on waiting with a save whose page was left, says so on the next page, and shows there what it saved", async () => {
  let refreshed = 0;
  const router = { refresh: () => void refreshed++ };
  await mounted.show(<Provided key="one" />, { router });
  await save("first");
  await asked[0]?.fail();
  await mounted.show(<Provided key="two" />, { router });
  expect(mounted.text).toContain("Not saved: the server cannot be reached");
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  expect(leaving.defaultPrevented).toBe(true);
  await act(async () => void window.dispatchEvent(new Event("online")));
  expect(asked[1]?.edits).toEqual([owned("first")]);
  refreshed = 0;
  await asked[1]?.answer(saved(50));
  expect(mounted.text).not.toContain("Not saved");
  expect(refreshed).toBeGreaterThan(0);
});

it("keeps a refused text when somebody else changes the field, and one under way too", async () => {
  await show(<Owner />);
  await typeText("Mine");
  await leaveField();
  await show(<Owner stored="Theirs" />);
  expect(owner().value).toBe("Mine");
  await asked[0]?.answer(REFUSED);
  await show(<Owner stored="Theirs again" />);
  expect(owner().value).toBe("Mine");
  await leaveField();
  expect(asked[1]).toMatchObject({ revision: 4, edits: [owned("Mine")] });
});

it("keeps text that does not parse when somebody else changes the field", async () => {
  const number = (value: number) => <ScalarControl {...SHARED} value={value} numeric="numeric" />;
  await show(number(1));
  await typeText("many");
  await leaveField();
  await show(number(2));
  expect(owner().value).toBe("many");
  for (const control of [
    (value: unknown) => <JsonControl {...SHARED} value={value} optional={false} />,
    (value: unknown) => <JsonListControl {...SHARED} value={[value]} />,
  ]) {
    const area = () => mounted.the<HTMLTextAreaElement>("textarea");
    await show(control(1));
    await mounted.type(area(), '{"__proto__": 1}');
    await mounted.leaveField(area());
    await show(control(2));
    expect(area().value).toBe('{"__proto__": 1}');
  }
});

it("sends what takes a change back while that is under way, and shows nothing else meanwhile", async () => {
  await show(<Owner stored="Ann" />);
  await typeText("Bob");
  await leaveField();
  await typeText("Ann");
  await leaveField();
  await asked[0]?.answer(saved(5));
  expect(asked[1]).toMatchObject({ revision: 5, edits: [owned("Ann")] });
  await show(<Owner stored="Bob" />);
  expect(owner().value).toBe("Ann");
  await asked[1]?.answer(saved(6));
  await show(<Owner stored="Ann" />);
  await show(<Owner stored="Cid" />);
  expect(owner().value).toBe("Cid");
});

it("keeps what was typed back while a change is under way, though the field was not left", async () => {
  await show(<Owner stored="Ann" />);
  await typeText("Bob");
  await leaveField();
  await typeText("Ann");
  await asked[0]?.answer(saved(5));
  await show(<Owner stored="Bob" />);
  expect(owner().value).toBe("Ann");
  await leaveField();
  expect(asked[1]).toMatchObject({ edits: [owned("Ann")] });
});

const SHARED = { label: "Field", disabled: false, onSave: () => undefined };

function Owner({ stored = "" }: { stored?: string }): ReactNode {
  const { commit: save } = usePlanEditing();
  return <TextControl label="Owner" value={stored} onSave={(owner) => save([owned(owner)])} />;
}
