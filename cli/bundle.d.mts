import type { Metafile } from "esbuild";

/** Builds `build/cli/gabarit.tgz` and answers its path. */
export function bundleCli(): Promise<string>;
/** Bundles the command line into one file that Node runs, and answers what esbuild says of it. */
export function bundleInto(outfile: string): Promise<Metafile>;
