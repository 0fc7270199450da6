/** What people give of a destination, checked: every fault is named with its field. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { outgoingUrl } from "../access/outgoing-address.ts";
import { ENVIRONMENTS } from "../access/source.ts";
import { readEnv } from "../base/env.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { PRIVACY_CLASSES } from "../plan/plan.ts";
import { planDb } from "../store/plan-db.ts";
import { DESTINATION_KINDS, type DestinationKind, type Passing, TAKES } from "./destination.ts";
import { FILE_FORMATS, type FileFormat, folderName, isKeyPair } from "./files/place.ts";

const NAME_MAX = 200;
const SECRET_MAX = 1_000;
const LISTED_MAX = 1_000;

export interface NewDestination extends Passing {
  readonly name: string;
  /** Of a folder its name below the folder of exports. */
  readonly url: string;
  /** Of files; parquet unless told otherwise. */
  readonly format?: FileFormat | undefined;
  /** The write key, `user:password` or the id and the secret of a key; a webhook gets one of its own, a folder needs none. */
  readonly secret?: string | undefined;
}

export function wrong(path: string, en: string, fr: string): FieldError {
  return { path, en, fr };
}

const CHOOSE = ["Choose from the list.", "Choisissez dans la liste."] as const;

function listFaults({ kind, takes, environments, privacy, events, sources }: Passing): FieldError[] {
  const faults: FieldError[] = [];
  if (!DESTINATION_KINDS.includes(kind)) faults.push(wrong("kind", ...CHOOSE));
  if (!TAKES.includes(takes)) faults.push(wrong("takes", ...CHOOSE));
  if (environments.length === 0 || !environments.every((one) => ENVIRONMENTS.includes(one)))
    faults.push(wrong("environments", ...CHOOSE));
  if (!privacy.every((one) => PRIVACY_CLASSES.includes(one))) faults.push(wrong("privacy", ...CHOOSE));
  if (events.length > LISTED_MAX || sources.length > LISTED_MAX)
    faults.push(wrong("events", `At most ${LISTED_MAX}.`, `Au plus ${LISTED_MAX}.`));
  return faults;
}

function nameFaults({ name, names }: Pick<NewDestination, "name" | "names">): FieldError[] {
  const faults: FieldError[] = [];
  if (name.trim() === "" || name.trim().length > NAME_MAX)
    faults.push(
      wrong("name", `The name has 1 to ${NAME_MAX} characters.`, `Le nom compte de 1 à ${NAME_MAX} caractères.`),
    );
  const given = Object.entries(names);
  if (given.length > LISTED_MAX || given.some(([, one]) => one.trim() === "" || one.length > NAME_MAX))
    faults.push(
      wrong(
        "names",
        `At most ${LISTED_MAX} names, each of 1 to ${NAME_MAX} characters.`,
        `Au plus ${LISTED_MAX} noms, chacun de 1 à ${NAME_MAX} caractères.`,
      ),
    );
  return faults;
}

/** Throws `invalid_input` that names every fault. */
export async function sound({ projectId }: AuthorizedProject, given: Omit<NewDestination, "url" | "secret">) {
  const faults = [...nameFaults(given), ...listFaults(given)];
  const format = given.format ?? "parquet";
  if (!FILE_FORMATS.includes(format)) faults.push(wrong("format", ...CHOOSE));
  const known = await planDb().source.count({ where: { projectId, slug: { in: [...given.sources] } } });
  if (known !== new Set(given.sources).size)
    faults.push(wrong("sources", "The project has no such source.", "Le projet n’a pas de telle source."));
  if (faults.length > 0) throw new UserError("invalid_input", { fields: faults });
  return {
    name: given.name.trim(),
    takes: given.takes,
    format,
    environments: [...given.environments],
    sources: [...new Set(given.sources)],
    events: [...new Set(given.events)],
    people: given.people,
    privacy: [...new Set(given.privacy)],
    names: { ...given.names },
  };
}

/** The address, or the name of a folder, which no other destination of the installation has. */
export async function soundPlace(kind: DestinationKind, text: string, own?: string): Promise<string> {
  if (kind !== "folder") return soundUrl(text);
  const name = folderName(text);
  if (name === undefined)
    throw new UserError("invalid_input", {
      fields: [
        wrong(
          "url",
          "The name of a folder below that of exports: letters, digits, dots, _ and -, parts separated by slashes.",
          "Le nom d’un dossier dans celui des exports : lettres, chiffres, points, _ et -, parties séparées par des barres obliques.",
        ),
      ],
    });
  const others = await planDb().destination.findMany({ where: { kind: "folder" }, select: { id: true, url: true } });
  const isTaken = others.some(
    ({ id, url }) => id !== own && (url === name || url.startsWith(`${name}/`) || name.startsWith(`${url}/`)),
  );
  if (isTaken)
    throw new UserError("invalid_input", {
      fields: [
        wrong("url", "Another destination writes into this folder.", "Une autre destination écrit dans ce dossier."),
      ],
    });
  return name;
}

function soundUrl(text: string): string {
  return outgoingUrl(text.trim(), readEnv().privateWebhooks).href;
}

function soundSecret(secret: string | undefined): string {
  const kept = secret?.trim() ?? "";
  if (kept !== "" && kept.length <= SECRET_MAX && /^[\x21-\x7e]+$/.test(kept)) return kept;
  throw new UserError("invalid_input", {
    fields: [
      wrong(
        "secret",
        "The key by which the destination knows the project: printable characters, no spaces.",
        "La clé à laquelle la destination reconnaît le projet : des caractères imprimables, sans espace.",
      ),
    ],
  });
}

/** The key that a kind needs; none for a folder. */
export function soundKey(kind: DestinationKind, secret: string | undefined): string {
  if (kind === "folder") return "";
  const key = soundSecret(secret);
  if (kind !== "s3" || isKeyPair(key)) return key;
  throw new UserError("invalid_input", {
    fields: [
      wrong(
        "secret",
        "The id of the access key, a colon and its secret.",
        "L’identifiant de la clé d’accès, deux-points et son secret.",
      ),
    ],
  });
}
