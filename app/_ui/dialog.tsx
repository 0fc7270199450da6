"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { DialogProps, DialogWindow } from "./dialog-window.tsx";
import { useText } from "./text.tsx";
import { toast } from "./toast.tsx";

type Window = typeof DialogWindow;

let loaded: Window | undefined;
let loading: Promise<Window> | undefined;

/** A load that failed is tried again with the next opening. */
function loadWindow(): Promise<Window> {
  loading ??= import("./dialog-window.tsx").then(
    (parts) => {
      loaded = parts.DialogWindow;
      return loaded;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

const SIGNS = ["pointermove", "pointerdown", "keydown"] as const;
let watching = false;

/** Loads it as soon as somebody does something on a page that has a dialog: no first load pays for it, no opening waits. */
function loadOnUse(): void {
  if (watching) return;
  watching = true;
  const begin = () => {
    for (const sign of SIGNS) document.removeEventListener(sign, begin);
    loadWindow().catch(() => undefined);
  };
  for (const sign of SIGNS) document.addEventListener(sign, begin, { passive: true });
}

/** A window above the page that must be answered or left; loaded when it is used. */
export function Dialog(props: DialogProps) {
  const { open } = props;
  const t = useText("shell");
  const [Window, setWindow] = useState(() => loaded);
  const giveUp = useEffectEvent(() => {
    toast({ text: t("form.unreachable"), tone: "danger" });
    props.onOpenChange(false);
  });
  useEffect(loadOnUse, []);
  useEffect(() => {
    if (!open || Window !== undefined) return;
    let left = false;
    loadWindow().then(
      (parts) => left || setWindow(() => parts),
      () => left || giveUp(),
    );
    return () => {
      left = true;
    };
  }, [open, Window]);
  return Window === undefined ? null : <Window {...props} />;
}
