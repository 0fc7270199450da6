/** Owners are written by hand: who is meant does not depend on the case or the spaces around a name. */

/** An owner as it is compared with names, addresses and slugs. */
export function foldedOwner(owner: string): string {
  return owner.trim().normalize("NFC").toLowerCase();
}
