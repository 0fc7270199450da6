"use client";

import { Popover as Radix } from "radix-ui";
import { type KeyboardEvent, type RefObject, useId, useMemo, useRef, useState } from "react";
import { className } from "./class-name.ts";
import type { ComboboxOption } from "./combobox.tsx";

const SHOWN = 100;

function matching(options: readonly ComboboxOption[], query: string): readonly ComboboxOption[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return options.slice(0, SHOWN);
  const found = options.filter((o) => `${o.label} ${o.detail ?? ""}`.toLowerCase().includes(wanted));
  return found.slice(0, SHOWN);
}

interface ListProps {
  readonly label: string;
  readonly options: readonly ComboboxOption[];
  readonly value: string | undefined;
  readonly placeholder: string;
  readonly empty: string;
  readonly create?: (typed: string) => string;
  readonly choose: (value: string) => void;
}

/** The list under a combobox, loaded with the first one that is opened. */
export function ComboboxWindow({
  trigger,
  leave,
  ...props
}: ListProps & { trigger: RefObject<HTMLButtonElement | null>; leave: () => void }) {
  return (
    <Radix.Root open onOpenChange={leave}>
      <Radix.Anchor virtualRef={trigger} />
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={props.label}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Gone when the page was left with the list open.
            trigger.current?.focus({ preventScroll: true });
          }}
          // A press on the button closes by itself.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && trigger.current?.contains(event.target)) event.preventDefault();
          }}
          className="z-60 w-(--radix-popover-trigger-width) min-w-64 rounded border bg-grey-1 shadow-float"
        >
          <ComboboxList {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function ComboboxList(props: ListProps) {
  const id = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => {
    const options = matching(props.options, query);
    const typed = query.trim();
    const known = props.options.some((option) => option.label === typed || option.value === typed);
    return props.create && typed && !known ? [...options, { value: typed, label: props.create(typed) }] : options;
  }, [props.options, props.create, query]);

  function move(to: number) {
    const at = Math.max(0, Math.min(found.length - 1, to));
    setActive(at);
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }
  function keyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: found.length - 1,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      move(step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = found[active];
      if (chosen) props.choose(chosen.value);
    }
  }
  return (
    <>
      <input
        role="combobox"
        aria-label={props.label}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found[active] ? `${id}-${active}` : undefined}
        autoComplete="off"
        value={query}
        placeholder={props.placeholder}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={keyDown}
        className="h-9 w-full rounded-t border-b bg-transparent px-2 outline-offset-[-2px]"
      />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={props.label}
        className="max-h-64 overflow-y-auto p-1"
      >
        {found.map((option, index) => (
          <div
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.value === props.value}
            onPointerMove={() => setActive(index)}
            onClick={() => props.choose(option.value)}
            onKeyDown={keyDown}
            className={className(
              "cursor-pointer rounded-small px-2 py-1",
              index === active && "bg-grey-3",
              option.value === props.value && "font-medium",
            )}
          >
            <span className="block break-words">{option.label}</span>
            {"detail" in option && option.detail && (
              <span className="block text-grey-7 text-label">{option.detail}</span>
            )}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="px-3 pb-3 text-grey-7">{props.empty}</p>}
    </>
  );
}
