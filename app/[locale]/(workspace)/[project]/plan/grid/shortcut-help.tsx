"use client";

import { Dialog } from "../../../../../_ui/dialog.tsx";
import type { Shortcuts } from "../../../../../_ui/shortcuts.ts";
import { SingleKeySwitch } from "../../../../../_ui/single-key-switch.tsx";
import { useText } from "../../../../../_ui/text.tsx";

/** Keys by what they are for, each with its text: of the plan's area, or of the grid's. */
const GROUPS = {
  page: [
    ["/", "plan:shortcut.search"],
    ["C", "plan:shortcut.create"],
    ["?", "plan:shortcut.help"],
  ],
  move: [
    ["← ↑ ↓ →", "plan:shortcut.move"],
    ["Home  End", "grid:keys.rowEnds"],
    ["Ctrl Home  Ctrl End", "grid:keys.gridEnds"],
    ["Page ↑  Page ↓", "grid:keys.page"],
    ["Space", "plan:shortcut.open"],
  ],
  select: [
    ["Shift ← ↑ ↓ →", "grid:keys.range"],
    ["Shift Space", "grid:keys.check"],
    ["Ctrl A", "grid:keys.all"],
  ],
  change: [
    ["Enter", "plan:shortcut.edit"],
    ["Tab", "grid:keys.next"],
    ["Esc", "plan:shortcut.cancel"],
    ["Alt Enter", "grid:keys.line"],
    ["Ctrl C  Ctrl V", "grid:keys.copy"],
    ["Ctrl D", "grid:keys.fill"],
    ["Del", "grid:keys.empty"],
    ["Ctrl Z", "grid:keys.undo"],
    ["Ctrl Shift Z  Ctrl Y", "grid:keys.redo"],
  ],
  anywhere: [["Ctrl K", "plan:shortcut.palette"]],
} as const;

/** The list of shortcuts, and the switch for those of a single key. */
export function ShortcutHelp(props: Shortcuts) {
  const t = useText("plan");
  const g = useText("grid");
  const textOf = (name: string) =>
    name.startsWith("plan:") ? t(name.slice(5) as "shortcut.search") : g(name.slice(5) as "keys.fill");
  /** The words on the keys, as keyboards of the reader's language have them. */
  const capOf = (keys: string) =>
    keys
      .split(" ")
      .map((key) => (g.has(`keys.cap.${key}` as "keys.cap.Esc") ? g(`keys.cap.${key}` as "keys.cap.Esc") : key))
      .join(" ");
  return (
    <Dialog open={props.helpOpen} onOpenChange={props.setHelpOpen} title={t("shortcut.title")} size="wide">
      <div className="mb-4 grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {(["page", "move", "select", "change", "anywhere"] as const).map((group) => (
          <section key={group} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`} className="mb-1 font-medium text-grid">
              {g(`keys.group.${group}`)}
            </h3>
            <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
              {GROUPS[group].map(([keys, name]) => (
                <div key={name} className="contents">
                  <dt className="flex flex-wrap gap-1">
                    {keys.split("  ").map((key) => (
                      <kbd key={key} className="whitespace-nowrap rounded-small border px-1.5 py-0.5 text-label">
                        {capOf(key)}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{textOf(name)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <SingleKeySwitch {...props} />
    </Dialog>
  );
}
