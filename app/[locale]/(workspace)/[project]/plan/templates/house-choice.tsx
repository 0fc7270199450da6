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

const WAYS = ["mine", "theirs", "rename"] as const;
type WayOfChoice = (typeof WAYS)[number];

export function wayOf(choice: HouseChoice): WayOfChoice {
  return "rename" in choice ? "rename" : choice.take;
}

/** Keep mine, take theirs, or add it under a name, which counts as it is typed. */
export function ChoiceOf(props: {
  name: string;
  /** Undefined until somebody chose. */
  choice: HouseChoice | undefined;
  free: string;
  /** A name can be another's and no object there: nothing could take its place. */
  ways?: readonly WayOfChoice[];
  disabled?: boolean;
  onChoose: (choice: HouseChoice) => void;
  /** Told of every key; `onChoose` once the field is left. */
  onType?: (choice: HouseChoice) => void;
}) {
  const t = useText("house");
  const { choice, free, onChoose, onType = onChoose, ways = WAYS } = props;
  const [typed, setTyped] = useState(choice !== undefined && "rename" in choice ? choice.rename : free);
  const way = choice && wayOf(choice);
  const rename = typed.trim() || free;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <Ways
        legend={props.name}
        ways={ways.map((key) => ({ key, label: t(`apply.${key}`) }))}
        chosen={way}
        disabled={props.disabled ?? false}
        onChoose={(key) => onChoose(key === "rename" ? { rename } : { take: key === "mine" ? "mine" : "theirs" })}
      />
      {way === "rename" && (
        <Input
          aria-label={t("apply.newName", { name: props.name })}
          value={typed}
          maxLength={200}
          className="w-56"
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            onType({ rename: value.trim() || free });
          }}
          onBlur={() => onChoose({ rename })}
        />
      )}
    </div>
  );
}
