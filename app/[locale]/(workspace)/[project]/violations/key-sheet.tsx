"use client";

import { Dialog } from "../../../../_ui/dialog.tsx";
import type { Shortcuts } from "../../../../_ui/shortcuts.ts";
import { SingleKeySwitch } from "../../../../_ui/single-key-switch.tsx";
import { useText } from "../../../../_ui/text.tsx";

const KEYS = [
  ["J", "next"],
  ["K", "previous"],
  ["X", "select"],
  ["⇧ X", "range"],
  ["E", "resolve"],
  ["I", "ignore"],
  ["A", "assign"],
  ["O", "open"],
  ["Z", "undo"],
  ["?", "help"],
] as const;

/** The keys of the list, and the switch for all single keys. */
export function KeySheet(props: Shortcuts) {
  const t = useText("violation");
  return (
    <Dialog open={props.helpOpen} onOpenChange={props.setHelpOpen} title={t("keys.title")}>
      <dl className="mb-4 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
        {KEYS.map(([key, name]) => (
          <div key={name} className="contents">
            <dt>
              <kbd className="whitespace-nowrap rounded-small border px-1.5 py-0.5 text-label">{key}</kbd>
            </dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <SingleKeySwitch {...props} />
    </Dialog>
  );
}
