"use client";

import { useId, useState } from "react";
import type { HouseChoice } from "../../../../../../lib/template/house-choice.ts";
import { Input } from "../../../../../_ui/input.tsx";
import { useText } from "../../../../../_ui/text.tsx";

interface Way {
  readonly key: string;
  readonly label: string;
}

/** A short choice on one line. */
export function Ways(props: {
  legend: string;
  ways: readonly Way[];
  chosen: string | undefined;
  disabled?: boolean;
  onChoose: (key: string) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1" disabled={props.disabled}>
      <legend className="sr-only">{props.legend}</legend>
      {props.ways.map(({ key, label }) => (
        <label key={key} className="flex min-h-6 items-center gap-2">
          <input
            type="radio"
            name={name}
            checked={props.chosen === key}
            onChange={() => props.onChoose(key)}
            className="size-4 shrink-0 accent-accent-7"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

export type WayOfChoice = "mine" | "theirs" | "rename";

export function wayOf(choice: HouseChoice): WayOfChoice {
  return "rename" in choice ? "rename" : choice.take;
}

/** Keep mine, take theirs, or add it under a name; the name counts once the field is left. */
export function ChoiceOf(props: {
  name: string;
  choice: HouseChoice;
  free: string;
  disabled?: boolean;
  onChoose: (choice: HouseChoice) => void;
}) {
  const t = useText("house");
  const [typed, setTyped] = useState("rename" in props.choice ? props.choice.rename : props.free);
  const way = wayOf(props.choice);
  const rename = typed.trim() || props.free;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <Ways
        legend={props.name}
        ways={(["mine", "theirs", "rename"] as const).map((key) => ({ key, label: t(`apply.${key}`) }))}
        chosen={way}
        disabled={props.disabled ?? false}
        onChoose={(key) => props.onChoose(key === "rename" ? { rename } : { take: key === "mine" ? "mine" : "theirs" })}
      />
      {way === "rename" && (
        <Input
          aria-label={t("apply.newName", { name: props.name })}
          value={typed}
          maxLength={200}
          className="w-56"
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => props.onChoose({ rename })}
        />
      )}
    </div>
  );
}
