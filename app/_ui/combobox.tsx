"use client";

import { ChevronsUpDown } from "lucide-react";
import { useRef, useState } from "react";
import { className } from "./class-name.ts";
import { CONTROL } from "./input.tsx";

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** A second line, and more words to find it by. */
  readonly detail?: string;
}

type Window = typeof import("./combobox-window.tsx").ComboboxWindow;

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
  const [loaded, setLoaded] = useState<{ readonly ComboboxWindow: Window }>();
  const trigger = useRef<HTMLButtonElement>(null);
  const current = props.options.find((option) => option.value === props.value);
  const load = () => void import("./combobox-window.tsx").then(setLoaded, () => undefined);
  return (
    <>
      <button
        ref={trigger}
        id={props.id}
        type="button"
        aria-label={`${props.label}: ${current?.label ?? (props.value || props.placeholder)}`}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-invalid={props.invalid || undefined}
        disabled={props.disabled}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => {
          load();
          setOpen(!open);
        }}
        className={className(CONTROL, "flex h-8 items-center justify-between gap-2 text-left")}
      >
        <span className={className("truncate", !props.value && "text-grey-7")}>
          {current?.label ?? (props.value || props.placeholder)}
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-grey-7" />
      </button>
      {open && loaded !== undefined && (
        <loaded.ComboboxWindow
          {...props}
          trigger={trigger}
          leave={() => setOpen(false)}
          choose={(value) => {
            props.onChange(value);
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
