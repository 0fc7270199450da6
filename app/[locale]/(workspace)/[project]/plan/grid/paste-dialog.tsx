"use client";

import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import type { EventRow } from "./event-row.ts";
import type { PastePlan } from "./paste-plan.ts";

const SHOWN = 100;

/** What a paste would do where it needs a decision: events to be added, or cells that cannot take what was copied. */
export function PasteDialog(props: {
  plan: PastePlan;
  rows: readonly EventRow[];
  onApply: () => Promise<boolean>;
  onClose: () => void;
}) {
  const t = useText("plan");
  const g = useText("grid");
  const format = useFormatter();
  const { plan, rows } = props;
  const [pending, setPending] = useState(false);
  const { refused, added, cells } = plan;
  async function apply() {
    setPending(true);
    const done = await props.onApply();
    setPending(false);
    if (done) props.onClose();
  }
  const title = refused.length > 0 ? g("paste.title") : g("paste.addTitle", { count: added.length });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      size={refused.length > 0 ? "wide" : "normal"}
      title={title}
      footer={
        <>
          <Button onClick={props.onClose}>{g("paste.none")}</Button>
          {cells > 0 && (
            <Button tone="primary" pending={pending} onClick={() => void apply()}>
              {refused.length > 0 ? g("paste.applyValid", { count: cells }) : g("paste.applyAll")}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{g("paste.summary", { count: cells })}</p>
        {added.length > 0 && <p>{g("paste.adds", { count: added.length })}</p>}
        {refused.length > 0 && (
          <>
            <p>{g("paste.refused", { count: refused.length })}</p>
            <Table
              caption={g("paste.why")}
              rows={refused.slice(0, SHOWN)}
              rowKey={({ row, column }) => `${row} ${column}`}
              columns={[
                {
                  key: "place",
                  label: g("paste.place"),
                  heading: true,
                  cell: ({ row }) =>
                    rows[row] ? (
                      <span className="font-mono">{rows[row].name}</span>
                    ) : (
                      g("paste.row", { row: format.number(row + 1) })
                    ),
                },
                { key: "column", label: g("paste.column"), cell: ({ column }) => t(`column.${column}`) },
                {
                  key: "why",
                  label: g("paste.why"),
                  cell: ({ problem, detail }) => g(`problem.${problem}`, { detail }),
                },
              ]}
            />
            {refused.length > SHOWN && <p>{g("paste.more", { count: refused.length - SHOWN })}</p>}
          </>
        )}
      </div>
    </Dialog>
  );
}
