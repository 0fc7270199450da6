"use client";

import { useEffect } from "react";

const USABLE =
  "a[href], button:not(:disabled), input:not(:disabled, [type=hidden]), select:not(:disabled), textarea:not(:disabled), summary";
/** Beyond these one is somewhere else. */
const ROOM = "main, aside, [role=dialog], body";

interface Step {
  readonly element: Element;
  readonly after: Element | null;
  readonly before: Element | null;
}

/** Where the focus was last, by keyboard or not, and what stood around it. */
interface Place {
  readonly element: HTMLElement;
  readonly page: string;
  /** From the element outwards, up to the room it is in. */
  readonly steps: readonly Step[];
  /** It could not be used for a while: what it asked for was under way. */
  waited: boolean;
}

function placeOf(element: HTMLElement): Place {
  const steps: Step[] = [];
  for (let one: Element | null = element; one !== null && !one.matches(ROOM); one = one.parentElement)
    steps.push({ element: one, after: one.nextElementSibling, before: one.previousElementSibling });
  return { element, page: location.pathname, steps, waited: false };
}

function usableIn(within: Element | null): HTMLElement | undefined {
  if (within === null || !within.isConnected) return undefined;
  const first = within.matches(USABLE) ? within : within.querySelector(USABLE);
  return first instanceof HTMLElement ? first : undefined;
}

/** What is nearest to a place that is gone: the neighbour after it, before it, or the first thing of what is still there around it. */
function nearestTo({ element, steps }: Place): HTMLElement | undefined {
  if (element.isConnected) return usableIn(element.closest("form") ?? element.parentElement);
  for (const step of steps) {
    const near = step.element.isConnected ? usableIn(step.element) : (usableIn(step.after) ?? usableIn(step.before));
    if (near) return near;
  }
  return undefined;
}

/** Looks after the focus until it is told to stop. */
class Keeper {
  #last: Place | undefined;
  #byKeyboard = false;
  #frame = 0;

  readonly focused = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement) this.#last = placeOf(target);
  };
  readonly pressed = () => {
    this.#byKeyboard = true;
  };
  readonly pointed = () => {
    this.#byKeyboard = false;
  };
  /** With the next frame, after whoever else puts the focus somewhere. */
  readonly later = () => {
    if (this.#last === undefined || document.activeElement !== document.body) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#frame = requestAnimationFrame(() => this.#settle());
    });
  };

  #settle(): void {
    const last = this.#last;
    if (last === undefined || document.activeElement !== document.body) return;
    const { element } = last;
    const usable = element.isConnected && !element.matches(":disabled");
    if (!this.#byKeyboard || location.pathname !== last.page) this.#last = undefined;
    else if (usable) {
      // Whoever left it by themselves is not brought back.
      this.#last = undefined;
      if (last.waited) element.focus();
    } else if (element.isConnected && element.getAttribute("aria-busy") === "true") last.waited = true;
    else nearestTo(last)?.focus();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }
}

/**
 * When what has the focus goes away, as a row does that is removed, the focus falls to the whole page, and whoever works by
 * keyboard or listens to the page starts again from its top. Here it goes to what is nearest instead (WCAG 2.4.3), and
 * back to a button that could not be used while its work was under way.
 */
export function FocusKeeper() {
  useEffect(() => {
    const keeper = new Keeper();
    const stop = new AbortController();
    const options = { capture: true, signal: stop.signal };
    document.addEventListener("focusin", keeper.focused, options);
    document.addEventListener("focusout", keeper.later, options);
    document.addEventListener("keydown", keeper.pressed, options);
    document.addEventListener("pointerdown", keeper.pointed, options);
    const changes = new MutationObserver(keeper.later);
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled", "aria-busy"] });
    return () => {
      stop.abort();
      changes.disconnect();
      keeper.stop();
    };
  }, []);
  return null;
}
