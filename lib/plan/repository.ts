/** The repository a plan is kept in, where screens do not change it. */

export interface ManagedFrom {
  /** Its https address, as people open it. */
  readonly repository: string;
  /** The branch of the repository, where that was said. */
  readonly branch?: string;
  /** The plan file or folder in it, where that was said. */
  readonly path?: string;
}

export const REPOSITORY_MAX = 300;
/** Of the names of a branch and of a path. */
export const PLACE_MAX = 200;

/** `git@host:team/shop.git` and `ssh://git@host:22/team/shop` as an address of the web. */
function asWeb(text: string): string {
  const short = /^(?:[\w.-]+@)?([\w.-]+\.[\w-]+):(?!\/\/)(?!\d+\/)(.+)$/.exec(text);
  if (short !== null && !text.includes("://")) return `https://${short[1]}/${short[2]}`;
  return text.replace(/^(?:git\+)?ssh:\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\//i, "https://$1/").replace(/^git\+/, "");
}

/**
 * One address for every way of writing a repository down; undefined for what is none. What a pipeline puts before the host to
 * sign in is left out: it is a secret.
 */
export function repositoryAddress(written: string): string | undefined {
  const text = asWeb(written.trim());
  if (text.length > REPOSITORY_MAX || /\s/.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, host, pathname } = new URL(text);
  const path = pathname.replace(/\/+$/, "").replace(/\.git$/i, "");
  if (!/^https?:$/.test(protocol) || host === "" || !/^\/[^/]/.test(path)) return undefined;
  return `${protocol}//${host}${path}`;
}

/** Whether two addresses are of one repository: hosts that tell upper from lower case in names are rarer than slips. */
export function sameRepository(a: string, b: string): boolean {
  const address = (text: string) =>
    repositoryAddress(text)
      ?.toLowerCase()
      .replace(/^https?:/, "");
  return address(a) !== undefined && address(a) === address(b);
}
