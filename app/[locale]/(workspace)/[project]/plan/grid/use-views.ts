"use client";

import { useState } from "react";
import type { SavedView, ViewInput } from "../../../../../../lib/plan/store-view.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";

/** What saving a view is answered: the views as they are now, or why it was refused. */
export type ViewAnswer =
  | { readonly ok: true; readonly id: string; readonly views: readonly SavedView[] }
  | { readonly ok: false; readonly text: string };

export interface ViewActions {
  readonly create: (slug: string, input: ViewInput) => Promise<ViewAnswer>;
  readonly update: (slug: string, id: string, revision: number, change: Partial<ViewInput>) => Promise<ViewAnswer>;
  readonly remove: (slug: string, id: string, revision: number) => Promise<ViewAnswer>;
}

export interface Views {
  readonly list: readonly SavedView[];
  /** The id of the view, or undefined when it was refused, which has been said then. */
  readonly create: (input: ViewInput) => Promise<string | undefined>;
  readonly update: (view: SavedView, change: Partial<ViewInput>) => Promise<string | undefined>;
  /** With a way back. */
  readonly remove: (view: SavedView) => Promise<void>;
}

/** The saved views of the grid, and changing them. */
export function useViews(slug: string, first: readonly SavedView[], actions: ViewActions): Views {
  const t = useText("plan");
  const g = useText("grid");
  const [list, setList] = useState(first);
  async function take(answering: Promise<ViewAnswer>): Promise<string | undefined> {
    const answer = await answering.catch(() => ({ ok: false as const, text: g("view.failed") }));
    if (answer.ok) setList(answer.views);
    else toast({ text: answer.text, tone: "danger" });
    return answer.ok ? answer.id : undefined;
  }
  const create: Views["create"] = (input) => take(actions.create(slug, input));
  return {
    list,
    create,
    update: (view, change) => take(actions.update(slug, view.id, view.revision, change)),
    remove: async (view) => {
      if (!(await take(actions.remove(slug, view.id, view.revision)))) return;
      const { name, shared, view: state } = view;
      toast({
        text: g("view.removed", { name }),
        action: { label: t("undo"), run: () => void create({ name, shared, view: state }) },
      });
    },
  };
}
