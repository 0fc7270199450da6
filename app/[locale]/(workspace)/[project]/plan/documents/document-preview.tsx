"use client";

import { Printer } from "lucide-react";
import { useRef } from "react";
import { Button } from "../../../../../_ui/button.tsx";

/** The document as it will be printed, and the browser's own way to print it. */
export function DocumentPreview(props: {
  address: string;
  title: string;
  print: string;
  hint: string;
  children: React.ReactNode;
}) {
  const frame = useRef<HTMLIFrameElement>(null);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        {props.children}
        <Button onClick={() => frame.current?.contentWindow?.print()}>
          <Printer aria-hidden />
          {props.print}
        </Button>
      </div>
      <p className="mt-1 text-grey-7 text-grid">{props.hint}</p>
      <iframe
        key={props.address}
        ref={frame}
        src={props.address}
        title={props.title}
        className="mt-3 h-[70vh] w-full rounded border bg-white"
      />
    </>
  );
}
