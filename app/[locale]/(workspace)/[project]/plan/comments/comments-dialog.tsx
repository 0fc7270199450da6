"use client";

import { Button } from "../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { subjectPath } from "../field-edits.ts";
import type { FieldWindowProps } from "../history/field-history.tsx";
import { TabState } from "../panel/tab-state.tsx";
import { useLoaded } from "../panel/use-loaded.ts";
import { loadThreadsAction } from "./actions.ts";
import { FieldComments } from "./field-comments.tsx";

/** What was said about one field, and saying more. */
export function CommentsDialog(props: FieldWindowProps) {
  const t = useText("comment");
  const plan = useText("plan");
  const { slug, branch } = usePlanEditing();
  const path = `${subjectPath(props.subject)}/${props.field}`;
  const { loaded, again } = useLoaded(() => loadThreadsAction(slug, branch, path), `${branch} ${path}`);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t("ofField", { field: props.label })}
      footer={<Button onClick={props.onClose}>{plan("history.close")}</Button>}
    >
      <TabState loaded={loaded} again={again}>
        {({ threads, earlier, people }) => (
          <div className="max-h-[60vh] overflow-y-auto *:*:first:border-t-0">
            <FieldComments
              slug={slug}
              branch={branch}
              path={path}
              fields={[]}
              threads={threads}
              earlier={earlier}
              people={people}
              begun={threads.length === 0}
            />
          </div>
        )}
      </TabState>
    </Dialog>
  );
}
