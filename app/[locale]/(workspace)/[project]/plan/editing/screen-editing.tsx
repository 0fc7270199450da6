"use client";

import { type ComponentProps, useEffect, useState } from "react";
import type { BranchView, ObjectFindingsAction } from "../view.ts";
import type { ShownFinding } from "./editing-context.tsx";
import { EditingProvider } from "./editing-provider.tsx";

const NONE: readonly ShownFinding[] = [];

interface Judging {
  /** Findings of what the screen edits, where they are known already. */
  found: readonly ShownFinding[] | undefined;
  /** Asks for them; absent where none are shown. */
  load: ObjectFindingsAction | undefined;
}

/** Findings of the plan as it stands; those of the one before until they are there. */
function useObjectFindings(view: BranchView, { found, load }: Judging): readonly ShownFinding[] {
  const [last, setLast] = useState(found ?? NONE);
  useEffect(() => {
    if (found) return setLast(found);
    let current = true;
    load?.(view.slug, view.branch).then(
      (answer) => current && setLast(answer),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [view, found, load]);
  return found ?? last;
}

/** Saving on a screen beside the grid: a large plan is shown before the rules have gone through it. */
export function ScreenEditing({
  found,
  load,
  ...props
}: Judging & Omit<ComponentProps<typeof EditingProvider>, "findings" | "focus" | "onChanges">) {
  return <EditingProvider {...props} findings={useObjectFindings(props.view, { found, load })} />;
}
