"use client";

import { useMemo } from "react";
import type { PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { TabState } from "../panel/tab-state.tsx";
import { useLoaded } from "../panel/use-loaded.ts";
import { loadThreadsAction } from "./actions.ts";
import { eventFields } from "./event-fields.ts";
import { FieldComments } from "./field-comments.tsx";

/** What was said about one event and its fields on the branch one looks at. */
export function CommentsTab({ event }: { event: PlanEvent }) {
  const t = useText("plan");
  const { slug, branch } = usePlanEditing();
  const fields = useMemo(() => eventFields(event, t), [event, t]);
  const object = `event/${event.id}`;
  const { loaded, again } = useLoaded(() => loadThreadsAction(slug, branch, object), `${branch} ${object}`);
  return (
    <TabState loaded={loaded} again={again}>
      {({ threads, earlier, people }) => (
        <div className="*:*:first:border-t-0">
          <FieldComments
            slug={slug}
            branch={branch}
            path={object}
            fields={fields}
            threads={threads}
            earlier={earlier}
            people={people}
          />
        </div>
      )}
    </TabState>
  );
}
