/** The key by which this installation signs results: made where there is none, kept with the store, so that a restored one has it. */

import { generateKeyPairSync } from "node:crypto";
import { planDb } from "../store/plan-db.ts";
import { type PublicKey, publicKeyOf } from "./statement.ts";

const NAME = "acceptance";

function newKey(): Uint8Array<ArrayBuffer> {
  const { privateKey } = generateKeyPairSync("ed25519");
  return new Uint8Array(privateKey.export({ format: "der", type: "pkcs8" }));
}

/** The private key, PKCS#8 in DER. It never leaves the installation. */
export async function signingKey(): Promise<Uint8Array> {
  const db = planDb();
  const known = await db.installationKey.findUnique({ where: { name: NAME } });
  if (known !== null) return known.key;
  await db.installationKey.createMany({ data: [{ name: NAME, key: newKey() }], skipDuplicates: true });
  return (await db.installationKey.findUniqueOrThrow({ where: { name: NAME } })).key;
}

/** What others check signatures with. */
export async function installationPublicKey(): Promise<PublicKey> {
  return publicKeyOf(await signingKey());
}
