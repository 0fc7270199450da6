"use client";

import { useText } from "../../../../../_ui/text.tsx";
import type { FieldWindowProps } from "../history/field-history.tsx";
import { FieldWindow } from "../history/field-window.tsx";
import { loadThreadsAction } from "./actions.ts";
import { FieldComments } from "./field-comments.tsx";

/** What was said about one field, and saying more. */
export function CommentsDialog(props: FieldWindowProps) {
  const t = useText("comment");
  return (
    <FieldWindow
      field={props}
      title={t("ofField", { field: props.label })}
      load={({ slug, branch, path }) => loadThreadsAction(slug, branch, path)}
    >
      {({ threads, earlier, people }, place) => (
        <div className="max-h-[60vh] overflow-y-auto *:*:first:border-t-0">
          <FieldComments
            {...place}
            fields={[]}
            threads={threads}
            earlier={earlier}
            people={people}
            begun={threads.length === 0}
          />
        </div>
      )}
    </FieldWindow>
  );
}
