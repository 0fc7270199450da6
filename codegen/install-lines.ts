/** How the SDK of a published version is installed from this installation, in lines for a terminal. */

import { modulePath } from "./go/go-names.ts";
import { goVersion } from "./go/module-version.ts";
import { wheelName } from "./python/wheel-name.ts";
import type { Target } from "./targets.ts";

export interface Installed {
  /** Address of the installation. */
  readonly host: string;
  readonly slug: string;
  readonly version: number;
}

/** The token stands in a variable: what is installed is written into files that are committed. */
const TOKEN = "GABARIT_TOKEN";

function npmLines({ host, slug, version }: Installed): string[] {
  const place = host.replace(/^https?:/, "").replace(/\/$/, "");
  return [`echo '${place}/sdk/:_authToken=\${${TOKEN}}' >> .npmrc`, `npm i ${host}/sdk/${slug}@${version}.tgz`];
}

function pipLines({ host, slug, version }: Installed): string[] {
  const withToken = host.replace("://", `://token:$${TOKEN}@`);
  return [`pip install "${withToken}/sdk/${wheelName(slug, version)}"`];
}

/** The module proxy of the installation stands before the others, which are asked for everything else. */
function goLines(installed: Installed): string[] {
  const { host, slug, version } = installed;
  // Go sends a password over https alone.
  if (!host.startsWith("https:")) return zipLines("go", installed);
  const proxy = `${host.replace("://", `://token:$${TOKEN}@`)}/sdk/go`;
  const module = modulePath(slug);
  return [
    `export GOPROXY="${proxy},https://proxy.golang.org,direct" GONOSUMDB=${module}`,
    `go get ${module}@${goVersion(version)}`,
  ];
}

/** Sources, for languages whose packages only a compiler makes. */
function zipLines(target: Target, { host, slug, version }: Installed): string[] {
  const name = `${slug}@${version}-${target}.zip`;
  return [`curl -fOH "Authorization: Bearer $${TOKEN}" ${host}/sdk/${name}`, `unzip ${name}`];
}

const LINES: { readonly [T in Target]?: (installed: Installed) => string[] } = {
  go: goLines,
  typescript: npmLines,
  python: pipLines,
};

/** `GABARIT_TOKEN` holds an API token that may read the plan. */
export function installLines(target: Target, installed: Installed): string {
  return (LINES[target]?.(installed) ?? zipLines(target, installed)).join("\n");
}
