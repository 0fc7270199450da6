/** What SDKs are installed from: packed once, then the same bytes for ever. Lock files of applications hold their sums. */

import { createHash } from "node:crypto";
import { processState } from "../base/process-state.ts";
import { planDb } from "../store/plan-db.ts";

export interface KeptPackage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** In base64, as npm's lock files have it. */
  readonly sha512: string;
  /** In hexadecimal, as pip has it. */
  readonly sha256: string;
}

const KEPT = { bytes: true, sha512: true, sha256: true } as const;

/** What is being packed: whoever asks for the same meanwhile waits for it. */
function underWay(): Map<string, Promise<KeptPackage>> {
  return processState("packing", () => new Map<string, Promise<KeptPackage>>());
}

interface PackageKey {
  readonly projectId: string;
  readonly version: number;
  readonly form: string;
}

/** The bytes of a version in a form, packed by the first who asks; of two who ask at once both get the same. */
export function keptPackage(
  projectId: string,
  version: number,
  form: string,
  pack: () => Promise<Uint8Array>,
): Promise<KeptPackage> {
  const name = `${projectId} ${version} ${form}`;
  const known = underWay().get(name);
  if (known !== undefined) return known;
  const found = findOrPack({ projectId, version, form }, pack).finally(() => underWay().delete(name));
  underWay().set(name, found);
  return found;
}

async function findOrPack(key: PackageKey, pack: () => Promise<Uint8Array>): Promise<KeptPackage> {
  const where = { projectId_version_form: key };
  const kept = await planDb().sdkPackage.findUnique({ where, select: KEPT });
  if (kept !== null) return kept;
  const bytes = new Uint8Array(await pack());
  const sum = (algorithm: string) => createHash(algorithm).update(bytes);
  await planDb().sdkPackage.createMany({
    data: [{ ...key, bytes, sha512: sum("sha512").digest("base64"), sha256: sum("sha256").digest("hex") }],
    skipDuplicates: true,
  });
  return planDb().sdkPackage.findUniqueOrThrow({ where, select: KEPT });
}

/** The SHA-256 of what is packed already, in hexadecimal, by version. */
export async function keptSums(projectId: string, form: string): Promise<ReadonlyMap<number, string>> {
  const rows = await planDb().sdkPackage.findMany({
    where: { projectId, form },
    select: { version: true, sha256: true },
  });
  return new Map(rows.map(({ version, sha256 }) => [version, sha256]));
}
