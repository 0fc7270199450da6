/** Which published version judges what a source sends without naming one, and how the judging version was found. */

/** `latest`; `oldest`: the first version that plans the event; else the number of the version the source is pinned to. */
export type VersionRule = "latest" | "oldest" | `${number}`;

export const VERSION_RULE: RegExp = /^(?:latest|oldest|[1-9]\d{0,8})$/;

/** How the version that judged an event was found: the event named it, or the rule of its source chose it. */
export const RESOLUTIONS = ["declared", "latest", "pinned", "oldest"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** The version of a source that is pinned to one. */
export function pinnedVersion(rule: VersionRule): number | undefined {
  return rule === "latest" || rule === "oldest" ? undefined : Number(rule);
}
