/** The pictures of an archive, each held against its row. */

import { createHash } from "node:crypto";
import { acceptedHeader, IMAGE_QUOTA } from "../plan/store-image.ts";
import { REFUSALS } from "./archive-format.ts";
import type { Row } from "./row-schemas.ts";

/** How many pictures a project has so far, and their bytes together. */
interface Held {
  readonly images: number;
  readonly bytes: number;
}

/** Pictures beside their rows: each once, of the kind and size its bytes say, and no more than a project may have. */
export class ArchivedImages {
  readonly #rows = new Map<string, Row>();
  readonly #held = new Map<string, Held>();

  note(row: Row, renamed: Row): void {
    const path = `${row.projectId}/${row.hash}`;
    if (this.#rows.has(path)) throw REFUSALS.contradicts("PlanImage");
    this.#rows.set(path, renamed);
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  /** The row of a picture, which is then done with. */
  take(image: { readonly projectId: string; readonly hash: string; readonly bytes: Buffer }): Row {
    const { projectId, hash, bytes } = image;
    const path = `${projectId}/${hash}`;
    const row = this.#rows.get(path);
    this.#rows.delete(path);
    if (row === undefined || createHash("sha256").update(bytes).digest("hex") !== hash) throw REFUSALS.changed(path);
    const { mediaType, width, height } = acceptedHeader(bytes);
    if (row.mediaType !== mediaType || row.width !== width || row.height !== height) throw REFUSALS.contradicts(path);
    const before = this.#held.get(projectId) ?? { images: 0, bytes: 0 };
    const held = { images: before.images + 1, bytes: before.bytes + bytes.length };
    if (held.images > IMAGE_QUOTA.images || held.bytes > IMAGE_QUOTA.bytes) throw REFUSALS.tooLarge();
    this.#held.set(projectId, held);
    return row;
  }
}
