"use client";

import type { Shortcuts } from "./shortcuts.ts";
import { Switch } from "./switch.tsx";
import { useText } from "./text.tsx";

/** Turns the shortcuts of a single key on or off, wherever they are listed. */
export function SingleKeySwitch({ on, setOn }: Pick<Shortcuts, "on" | "setOn">) {
  const t = useText("shell");
  return <Switch label={t("singleKeys.label")} hint={t("singleKeys.hint")} checked={on} onCheckedChange={setOn} />;
}
