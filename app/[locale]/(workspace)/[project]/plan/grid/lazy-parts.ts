"use client";

/** Parts of the grid that most visits never open. */

import { lazyPart } from "./lazy-part.tsx";

export const LazyBulkBar = lazyPart(async () => (await import("./bulk-bar.tsx")).BulkBar);
export const LazyColumnsDialog = lazyPart(async () => (await import("./columns-dialog.tsx")).ColumnsDialog);
export const LazyPasteDialog = lazyPart(async () => (await import("./paste-dialog.tsx")).PasteDialog);
export const LazyShortcutHelp = lazyPart(async () => (await import("./shortcut-help.tsx")).ShortcutHelp);
export const LazyViewDialog = lazyPart(async () => (await import("./view-dialog.tsx")).ViewDialog);
