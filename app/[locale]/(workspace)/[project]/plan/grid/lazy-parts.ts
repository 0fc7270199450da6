"use client";

/** Parts of the grid that most visits never open: their code is fetched when they are first shown. */

import { lazy } from "react";

export const LazyBulkBar = lazy(() => import("./bulk-bar.tsx").then(({ BulkBar }) => ({ default: BulkBar })));
export const LazyColumnsDialog = lazy(() =>
  import("./columns-dialog.tsx").then(({ ColumnsDialog }) => ({ default: ColumnsDialog })),
);
export const LazyPasteDialog = lazy(() =>
  import("./paste-dialog.tsx").then(({ PasteDialog }) => ({ default: PasteDialog })),
);
export const LazyShortcutHelp = lazy(() =>
  import("./shortcut-help.tsx").then(({ ShortcutHelp }) => ({ default: ShortcutHelp })),
);
export const LazyViewDialog = lazy(() =>
  import("./view-dialog.tsx").then(({ ViewDialog }) => ({ default: ViewDialog })),
);
