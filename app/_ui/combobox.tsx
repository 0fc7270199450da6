"use client";

import { ChevronsUpDown } from "lucide-react";
import { Popover as Radix } from "radix-ui";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { className } from "./class-name.ts";
import { CONTROL } from "./input.tsx";

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** A second line, and more words to find it by. */
  readonly detail?: string;
}

const SHOWN = 100;

function matching(options: readonly ComboboxOption[], query: string): readonly ComboboxOption[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return options.slice(0, SHOWN);
  const found = options.filter((o) => `${o.label} ${o.detail ?? ""}`.toLowerCase().includes(wanted));
  return found.slice(0, SHOWN);
}

/** One of many, found by typing. With `create`, what was typed may be taken though it is not in the list. */
export function Combobox(props: {
  id?: string;
  label: string;
  options: readonly ComboboxOption[];
  value: string | undefined;
  onChange: (value: string) => void;
  placeholder: string;
  /** Says that nothing matches. */
  empty: string;
  /** Words of the choice that takes what was typed. */
  create?: (typed: string) => string;
  disabled?: boolean;
  invalid?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const current = props.options.find((option) => option.value === props.value);
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger
        id={props.id}
        type="button"
        aria-label={`${props.label}: ${current?.label ?? (props.value || props.placeholder)}`}
        aria-haspopup="listbox"
        aria-invalid={props.invalid || undefined}
        disabled={props.disabled}
        className={className(CONTROL, "flex h-8 items-center justify-between gap-2 text-left")}
      >
        <span className={className("truncate", !props.value && "text-grey-7")}>
          {current?.label ?? (props.value || props.placeholder)}
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-grey-7" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={props.label}
          className="z-60 w-(--radix-popover-trigger-width) min-w-64 rounded border bg-grey-1 shadow-float"
        >
          <ComboboxList
            {...props}
            choose={(value) => {
              props.onChange(value);
              setOpen(false);
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function ComboboxList(props: {
  label: string;
  options: readonly ComboboxOption[];
  value: string | undefined;
  placeholder: string;
  empty: string;
  create?: (typed: string) => string;
  choose: (value: string) => void;
}) {
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
