/** Builds `build/cli/gabarit.tgz` and answers its path. */
export function bundleCli(): Promise<string>;
