"use client";

import type { ReactNode } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { subjectPath } from "../field-edits.ts";
import { TabState } from "../panel/tab-state.tsx";
import { useLoaded } from "../panel/use-loaded.ts";
import type { FieldWindowProps } from "./field-history.tsx";

/** Where a field stands: the project and branch that are looked at, and its path (edit-path.ts). */
export interface FieldPlace {
  readonly slug: string;
  readonly branch: string;
  readonly path: string;
}

interface Props<T> {
  readonly field: FieldWindowProps;
  readonly title: string;
  readonly load: (place: FieldPlace) => Promise<T>;
  readonly children: (loaded: T, place: FieldPlace) => ReactNode;
}

/** A window about one field, whose content comes when it opens. */
export function FieldWindow<T>({ field, title, load, children }: Props<T>) {
  const t = useText("plan");
  const { slug, branch } = usePlanEditing();
  const place = { slug, branch, path: `${subjectPath(field.subject)}/${field.field}` };
  const { loaded, again } = useLoaded(() => load(place), `${branch} ${place.path}`);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && field.onClose()}
      title={title}
      footer={<Button onClick={field.onClose}>{t("history.close")}</Button>}
    >
      <TabState loaded={loaded} again={again}>
        {(value) => children(value, place)}
      </TabState>
    </Dialog>
  );
}
