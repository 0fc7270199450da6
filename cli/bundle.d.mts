/** Builds `build/cli/gabarit.tgz` and answers its path. */
export function bundleCli(): Promise<string>;
/** Bundles the command line into one file that Node runs. */
export function bundleInto(outfile: string): Promise<void>;
