"use client";

import type { ReactNode } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { Skeleton } from "../../../../../_ui/skeleton.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { Loaded } from "./use-loaded.ts";

/** What a tab shows until its content is there, or when it did not come. */
export function TabState<T>(props: { loaded: Loaded<T>; again: () => void; children: (value: T) => ReactNode }) {
  const t = useText("plan");
  const { loaded } = props;
  if (loaded.state === "there") return props.children(loaded.value);
  if (loaded.state === "loading") return <Skeleton className="h-40 w-full" />;
  return (
    <Notice tone="danger" title={t("loadFailed")}>
      <Button size="small" onClick={props.again}>
        {t("tryAgain")}
      </Button>
    </Notice>
  );
}
