"use client";

import { usePlanEditing } from "../editing/editing-context.tsx";
import { TabState } from "../panel/tab-state.tsx";
import { useLoaded } from "../panel/use-loaded.ts";
import { loadThreadsAction } from "./actions.ts";
import { FieldComments } from "./field-comments.tsx";

/** What was said about one event on the branch one looks at. */
export function CommentsTab({ eventId }: { eventId: string }) {
  const { slug, branch } = usePlanEditing();
  const object = `event/${eventId}`;
  const { loaded, again } = useLoaded(() => loadThreadsAction(slug, branch, object), `${branch} ${object}`);
  return (
    <TabState loaded={loaded} again={again}>
      {({ threads, earlier, people }) => (
        <div className="*:*:first:border-t-0">
          <FieldComments
            slug={slug}
            branch={branch}
            path={object}
            fields={[]}
            threads={threads}
            earlier={earlier}
            people={people}
          />
        </div>
      )}
    </TabState>
  );
}
