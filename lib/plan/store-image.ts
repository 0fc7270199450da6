/** Pictures of a plan's steps and triggers, kept once per project under the hash of their bytes. */

import { createHash } from "node:crypto";
import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import { type ImageHeader, type ImageType, readImageHeader } from "./image-header.ts";
import { isWholeImage } from "./image-whole.ts";
import type { Transaction } from "./store-rows.ts";

export const IMAGE_BYTES_MAX = 4 * 1024 * 1024;
const PIXELS_MAX = 40_000_000;

export interface SavedImage extends ImageHeader {
  /** SHA-256 of the bytes, in hexadecimal: what an `ImageRef` names. */
  readonly id: string;
}

export interface StoredImage extends SavedImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

function refused(en: string, fr: string): UserError {
  return new UserError("invalid_input", { fields: [{ path: "image", en, fr } satisfies FieldError] });
}

/** The header of an image that may be kept; otherwise says in plain words why not. */
export function acceptedHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length > IMAGE_BYTES_MAX) {
    throw refused("The image is larger than 4 MB.", "L’image dépasse 4 Mo.");
  }
  const header = readImageHeader(bytes);
  if (header === undefined) {
    throw refused("This is not a PNG, JPEG, WebP or GIF image.", "Ceci n’est pas une image PNG, JPEG, WebP ou GIF.");
  }
  if (header.width * header.height > PIXELS_MAX) {
    const size = `${header.width} × ${header.height}`;
    throw refused(
      `The image unfolds to ${size} pixels; at most 40 million are taken.`,
      `L’image se déplie en ${size} pixels ; 40 millions sont admis au plus.`,
    );
  }
  return header;
}

interface ImageQuota {
  readonly images: number;
  readonly bytes: number;
}

const MB = 1024 * 1024;
/** Of one project: they are in every backup, and nothing takes one away again. */
export const IMAGE_QUOTA: ImageQuota = { images: 2000, bytes: 512 * MB };

/** Refuses an image that would be one too many, counting under a lock of the project. */
async function requireRoom(db: Transaction, projectId: string, size: number, quota: ImageQuota): Promise<void> {
  const [held] = await db.$queryRaw<{ images: number; bytes: number }[]>`
    select count(*)::int as "images", coalesce(sum(octet_length("bytes")), 0)::float8 as "bytes"
    from "PlanImage" where "projectId" = ${projectId}`;
  const { images = 0, bytes = 0 } = held ?? {};
  if (images >= quota.images) {
    throw refused(
      `The project has ${quota.images} images, the most it may have. Use one that is there.`,
      `Le projet a ${quota.images} images, le maximum. Utilisez-en une qui s’y trouve.`,
    );
  }
  if (bytes + size <= quota.bytes) return;
  const most = Math.floor(quota.bytes / MB);
  throw refused(
    `The images of the project would exceed ${most} MB together. Make this one smaller, or use one that is there.`,
    `Les images du projet dépasseraient ${most} Mo ensemble. Réduisez celle-ci ou utilisez-en une qui s’y trouve.`,
  );
}

/** Keeps an image for the project; the same bytes are kept once. Editors and above. */
export async function saveImage(
  project: AuthorizedProject,
  bytes: Uint8Array,
  quota: ImageQuota = IMAGE_QUOTA,
): Promise<SavedImage> {
  requireRole(project, "editor");
  const header = acceptedHeader(bytes);
  if (!(await isWholeImage(bytes, header))) {
    throw refused(
      "The image is damaged: the picture that its beginning tells of is not all there. Save it again and try once more.",
      "L’image est endommagée : ce que son début annonce n’y est pas en entier. Enregistrez-la de nouveau, puis réessayez.",
    );
  }
  const id = createHash("sha256").update(bytes).digest("hex");
  const { projectId, actor } = project;
  const createdById = actor.kind === "person" ? actor.id : null;
  const row = { projectId, hash: id, ...header, bytes: Buffer.from(bytes), createdById, createdBy: actor.name };
  await planDb().$transaction(async (db) => {
    await db.$executeRaw`select 1 from "Project" where "id" = ${projectId} for no key update`;
    if ((await db.planImage.count({ where: { projectId, hash: id } })) > 0) return;
    await requireRoom(db, projectId, bytes.length, quota);
    await db.planImage.create({ data: row });
    await recordAudit(db, project, { action: "plan.add_image", target: id });
  });
  return { id, ...header };
}

/** An image of the project, or `not_found`. */
export async function readImage(project: AuthorizedProject, id: string): Promise<StoredImage> {
  const { projectId } = project;
  const row = await planDb().planImage.findUnique({ where: { projectId_hash: { projectId, hash: id } } });
  if (row === null) throw new UserError("not_found");
  const { mediaType, width, height, bytes } = row;
  return { id, mediaType: mediaType as ImageType, width, height, bytes: new Uint8Array(bytes) };
}

/** Images of a project by id, in the order asked for, as long as they stay below so many bytes together. */
export async function readImagesWithin(
  projectId: string,
  ids: readonly string[],
  bytesMax: number,
): Promise<ReadonlyMap<string, StoredImage>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const sizes = await planDb().$queryRaw<{ id: string; size: number }[]>`
    select "hash" as "id", octet_length("bytes") as "size" from "PlanImage"
    where "projectId" = ${projectId} and "hash" = any(${wanted})`;
  const sizeOf = new Map(sizes.map(({ id, size }) => [id, size]));
  let sum = 0;
  const taken = wanted.filter((id) => {
    const size = sizeOf.get(id) ?? Number.POSITIVE_INFINITY;
    if (sum + size > bytesMax) return false;
    sum += size;
    return true;
  });
  const rows = await planDb().planImage.findMany({ where: { projectId, hash: { in: taken } } });
  return new Map(
    rows.map(({ hash, mediaType, width, height, bytes }) => [
      hash,
      { id: hash, mediaType: mediaType as ImageType, width, height, bytes: new Uint8Array(bytes) },
    ]),
  );
}

/** The answer that shows an image and can do nothing else; its name is its content, so it never changes. */
export function imageResponse({ id, mediaType, bytes }: StoredImage): Response {
  return new Response(bytes, {
    headers: {
      "Content-Type": mediaType,
      "Content-Disposition": "inline",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Cache-Control": "private, max-age=31536000, immutable",
      ETag: `"${id}"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
}
