"use client";

import {
  cloneElement,
  createContext,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import type { MenuChoiceProps, MenuItemProps, MenuLinkProps, MenuProps } from "./menu-parts.tsx";

type Parts = typeof import("./menu-parts.tsx");

let loading: Promise<Parts> | undefined;

/** A load that failed is tried again with the next press. */
function loadParts(): Promise<Parts> {
  loading ??= import("./menu-parts.tsx").catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

const preload = () => void loadParts().catch(() => undefined);

const PartsContext = createContext<Parts | undefined>(undefined);

function useParts(): Parts {
  const parts = useContext(PartsContext);
  if (parts === undefined) throw new Error("Invariant: what is in a menu is rendered once its parts are loaded");
  return parts;
}

interface TriggerProps {
  readonly "aria-haspopup"?: "menu";
  readonly "aria-expanded"?: boolean;
  readonly onPointerEnter?: () => void;
  readonly onFocus?: () => void;
  readonly onPointerDown?: (event: PointerEvent) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** How a menu was asked for: a press, or one of its keys, which also decides what has the focus in it. */
type Press = { readonly key: string } | "pointer";

const KEYS = ["Enter", " ", "ArrowDown"];

/** Does to the button what was done to the one before it, which only looked like it. */
function pressAgain(button: HTMLButtonElement, press: Press): void {
  button.focus();
  button.dispatchEvent(
    press === "pointer"
      ? new window.PointerEvent("pointerdown", { bubbles: true, cancelable: true, button: 0 })
      : new window.KeyboardEvent("keydown", { bubbles: true, cancelable: true, key: press.key }),
  );
}

/** A list of acts under a button. `trigger` is the button. */
export function Menu(props: Omit<MenuProps, "trigger"> & { trigger: ReactElement<TriggerProps> }) {
  const [opened, setOpened] = useState<{ readonly parts: Parts; readonly press: Press }>();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (opened !== undefined && button.current !== null) pressAgain(button.current, opened.press);
  }, [opened]);
  if (opened !== undefined)
    return (
      <PartsContext value={opened.parts}>
        <opened.parts.Menu {...props} triggerRef={button} />
      </PartsContext>
    );

  function open(event: PointerEvent | KeyboardEvent, press: Press) {
    event.preventDefault();
    loadParts().then(
      (parts) => setOpened((before) => before ?? { parts, press }),
      () => undefined,
    );
  }
  return cloneElement(props.trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: preload,
    onFocus: preload,
    onPointerDown: (event) => event.button === 0 && !event.ctrlKey && open(event, "pointer"),
    onKeyDown: (event) => KEYS.includes(event.key) && open(event, { key: event.key }),
  });
}

/** Does something. */
export function MenuItem(props: MenuItemProps) {
  const parts = useParts();
  return <parts.MenuItem {...props} />;
}

/** Leads somewhere. */
export function MenuLink(props: MenuLinkProps) {
  const parts = useParts();
  return <parts.MenuLink {...props} />;
}

/** One of several that exclude each other, or one that is on or off; marked when it holds. */
export function MenuChoice(props: MenuChoiceProps) {
  const parts = useParts();
  return <parts.MenuChoice {...props} />;
}

export function MenuLabel(props: { children: ReactNode }) {
  const parts = useParts();
  return <parts.MenuLabel {...props} />;
}

export function MenuSeparator() {
  const parts = useParts();
  return <parts.MenuSeparator />;
}
