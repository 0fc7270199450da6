"use client";

import {
  cloneElement,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";

const OPEN_AFTER_MS = 250;
/** Long enough for the pointer to reach the tooltip itself. */
const CLOSE_AFTER_MS = 150;
const GAP = 6;
const MARGIN = 8;

interface Place {
  readonly left: number;
  readonly top: number;
}

/** Above or below the target, whichever has room, and never past the edge of the window. */
function placeOf(target: DOMRect, own: DOMRect, side: "top" | "bottom"): Place {
  const above = target.top - own.height - GAP;
  const below = target.bottom + GAP;
  const fitsAbove = above >= MARGIN;
  const fitsBelow = below + own.height <= window.innerHeight - MARGIN;
  const top = side === "top" ? fitsAbove || !fitsBelow : fitsAbove && !fitsBelow;
  const middle = target.left + target.width / 2 - own.width / 2;
  const left = Math.max(MARGIN, Math.min(middle, window.innerWidth - own.width - MARGIN));
  return { left, top: top ? above : below };
}

function Tip(props: {
  id: string;
  target: Element;
  side: "top" | "bottom";
  stay: () => void;
  leave: () => void;
  children: ReactNode;
}) {
  const own = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>();
  const { target, side } = props;
  useLayoutEffect(() => {
    if (own.current !== null)
      setPlace(placeOf(target.getBoundingClientRect(), own.current.getBoundingClientRect(), side));
  }, [target, side]);
  return createPortal(
    <div
      ref={own}
      id={props.id}
      role="tooltip"
      onPointerEnter={props.stay}
      onPointerLeave={props.leave}
      style={place ?? { visibility: "hidden" }}
      className="fixed top-0 left-0 z-60 w-max max-w-80 rounded bg-grey-10 px-2 py-1.5 text-grey-1 text-grid shadow-float"
    >
      {props.children}
    </div>,
    document.body,
  );
}

interface TargetProps {
  readonly "aria-describedby"?: string | undefined;
  readonly onPointerEnter?: (event: PointerEvent) => void;
  readonly onPointerLeave?: () => void;
  readonly onPointerDown?: () => void;
  readonly onFocus?: (event: { readonly currentTarget: Element }) => void;
  readonly onBlur?: () => void;
}

/** More about what has the pointer or the focus. `children` is one element that can be focused, without such handlers. */
export function Tooltip(props: { content: ReactNode; side?: "top" | "bottom"; children: ReactElement<TargetProps> }) {
  const id = useId();
  const [target, setTarget] = useState<Element>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (target === undefined) return;
    const close = () => setTarget(undefined);
    const keyDown = (event: KeyboardEvent) => event.key === "Escape" && close();
    document.addEventListener("keydown", keyDown);
    // What scrolls takes the target away from under its tooltip.
    document.addEventListener("scroll", close, true);
    return () => {
      document.removeEventListener("keydown", keyDown);
      document.removeEventListener("scroll", close, true);
    };
  }, [target]);

  function show(element: Element | undefined, after: number) {
    clearTimeout(timer.current);
    if (after === 0) setTarget(element);
    else timer.current = setTimeout(() => setTarget(element), after);
  }
  const leave = () => show(undefined, CLOSE_AFTER_MS);
  return (
    <>
      {cloneElement(props.children, {
        "aria-describedby": target === undefined ? undefined : id,
        onPointerEnter: (event) => event.pointerType !== "touch" && show(event.currentTarget, OPEN_AFTER_MS),
        onPointerLeave: leave,
        onPointerDown: () => show(undefined, 0),
        onFocus: ({ currentTarget }) => currentTarget.matches(":focus-visible") && show(currentTarget, 0),
        onBlur: () => show(undefined, 0),
      })}
      {target !== undefined && (
        <Tip id={id} target={target} side={props.side ?? "top"} stay={() => show(target, 0)} leave={leave}>
          {props.content}
        </Tip>
      )}
    </>
  );
}
