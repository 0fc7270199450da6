// @vitest-environment happy-dom

import { act, useState } from "react";
import { expect, it } from "vitest";
import { Button } from "./button.tsx";
import { FocusKeeper } from "./focus-keeper.tsx";
import { useMounted } from "./testing/mounted.tsx";

const mounted = useMounted();

function Steps() {
  const [steps, setSteps] = useState(["first", "second", "third"]);
  const [work, setWork] = useState<"none" | "running" | "over">("none");
  return (
    <main>
      <FocusKeeper />
      <section>
        <ul>
          {steps.map((step) => (
            <li key={step}>
              <Button onClick={() => setSteps(steps.filter((one) => one !== step))}>{`remove ${step}`}</Button>
            </li>
          ))}
        </ul>
        <form>
          <input aria-label="name" />
          <Button pending={work === "running"} disabled={work === "over"} onClick={() => setWork("running")}>
            add
          </Button>
        </form>
      </section>
      <button type="button" onClick={() => setWork("none")}>
        done
      </button>
      <button type="button" onClick={() => setWork("over")}>
        empty
      </button>
    </main>
  );
}

async function frames(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, 80)));
}

/** What browsers do with the next frame to a control that has the focus and can no longer be used; happy-dom does not. */
function loseFocus(button: HTMLButtonElement): void {
  button.disabled = false;
  button.blur();
  button.disabled = true;
}

/** Presses Enter on a button, as a keyboard does. */
async function press(name: string): Promise<void> {
  const button = mounted.button(name);
  button.focus();
  await mounted.key(button, "Enter");
  await mounted.click(button);
  if (button.disabled) loseFocus(button);
  await frames();
}

const focused = () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;

it("goes to the row after the one that is removed, then before it, then to what is around the list", async () => {
  await mounted.show(<Steps />);
  await press("remove second");
  expect(focused()).toBe("remove third");
  await press("remove third");
  expect(focused()).toBe("remove first");
  await press("remove first");
  expect(focused()).toBe("name");
});

it("comes back to a button whose work is over, or goes to the form it cannot be used in", async () => {
  await mounted.show(<Steps />);
  await press("add");
  await act(async () => mounted.button("done").click());
  await frames();
  expect(focused()).toBe("add");
  await press("add");
  await act(async () => mounted.button("empty").click());
  await frames();
  expect(focused()).toBe("name");
});

it("lets go whoever leaves by themselves or works with a pointer", async () => {
  await mounted.show(<Steps />);
  await mounted.focus(mounted.button("remove first"));
  await mounted.key(mounted.button("remove first"), "Tab");
  await act(async () => mounted.button("remove first").blur());
  await frames();
  expect(document.activeElement).toBe(document.body);
  const second = mounted.button("remove second");
  await act(async () => void second.dispatchEvent(new Event("pointerdown", { bubbles: true })));
  await mounted.click(second);
  await frames();
  expect(document.activeElement).toBe(document.body);
});
