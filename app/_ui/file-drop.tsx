"use client";

import { FileUp } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { className } from "./class-name.ts";

/**
 * Files to choose or to drop. It is called by its label whatever was chosen; the names of the files, the hint and the error
 * describe it.
 */
export function FileDrop(props: {
  label: ReactNode;
  /** Names of the files chosen so far. */
  chosen: readonly string[];
  hint?: ReactNode;
  error?: ReactNode;
  /** Extensions, as an input takes them. */
  accept?: string;
  onFiles: (files: readonly File[]) => void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => files && files.length > 0 && props.onFiles([...files]);
  // What was chosen before the page listened.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page begins to listen.
  useEffect(() => void take(input.current?.files ?? null), []);
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      className={className(
        "flex min-h-32 min-w-0 cursor-pointer flex-col items-center justify-center gap-2 rounded border border-grey-5 border-dashed p-4 text-center focus-within:outline-2 focus-within:outline-accent-6",
        over ? "bg-accent-2" : "bg-grey-2",
      )}
    >
      <FileUp aria-hidden className="size-5 text-grey-7" />
      <span id={`${id}-label`} className={props.chosen.length > 0 ? "text-grey-7 text-grid" : "font-medium"}>
        {props.label}
      </span>
      <span id={`${id}-chosen`} role="status" className="wrap-anywhere font-medium empty:hidden">
        {props.chosen.join(", ")}
      </span>
      <span id={`${id}-hint`} className="text-grey-7 text-grid">
        {props.hint}
      </span>
      <span id={`${id}-error`} role="alert" className="text-danger-7 text-grid">
        {props.error}
      </span>
      <input
        ref={input}
        type="file"
        multiple
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-chosen ${id}-hint ${id}-error`}
        aria-invalid={props.error ? true : undefined}
        accept={props.accept}
        onChange={(event) => {
          take(event.target.files);
          // The same file, mended meanwhile, may be chosen again.
          event.target.value = "";
        }}
        className="sr-only"
      />
    </label>
  );
}
