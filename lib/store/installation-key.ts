/** Secret keys that an installation makes for itself; they go with the plan store, so that a restored one has them. */

import { randomBytes } from "node:crypto";
import { planDb } from "./plan-db.ts";

/** The key of this name, made where there is none: 32 bytes. */
export async function installationKey(name: string): Promise<Uint8Array> {
  const db = planDb();
  const known = await db.installationKey.findUnique({ where: { name } });
  if (known !== null) return known.key;
  await db.installationKey.createMany({ data: [{ name, key: randomBytes(32) }], skipDuplicates: true });
  return (await db.installationKey.findUniqueOrThrow({ where: { name } })).key;
}
