/** The files of an SDK of the JVM, a project of Maven, from what the printers of one language say. */

import { collectFiles, type GeneratedFiles } from "../file.ts";
import { printLock } from "../typescript/print-lock.ts";
import type { JvmEvent, JvmGroup, JvmSdk } from "./jvm-model.ts";

export interface JvmPrinters {
  /** Where sources stand in the project. */
  readonly sources: string;
  /** Of a source file. */
  readonly extension: string;
  /** The runtime by file name, in the package in which it is written and tested. */
  readonly runtime: Readonly<Record<string, string>>;
  /** The line that says the package of a file. */
  readonly packageLine: (name: string) => string;
  readonly readme: (sdk: JvmSdk) => string;
  readonly pom: (sdk: JvmSdk) => string;
  /** Files beside the runtime, by name. */
  readonly besides: { readonly [name: string]: (sdk: JvmSdk) => string };
  readonly group: (group: JvmGroup, sdk: JvmSdk) => string;
  readonly event: (event: JvmEvent, sdk: JvmSdk) => string;
  readonly alias: (alias: string, event: JvmEvent, sdk: JvmSdk) => string;
}

/** The package of the runtime where it is written and tested. */
const STAND_IN = "gabarit.standin";

export function sdkFiles(sdk: JvmSdk, printers: JvmPrinters): GeneratedFiles {
  const { sources, extension, packageLine } = printers;
  const root = `${sources}/${sdk.packageName.replaceAll(".", "/")}`;
  const file = (name: string, text: string): [string, string] => [`${root}/${name}.${extension}`, text];
  return collectFiles([
    ["README.md", printers.readme(sdk)],
    ["plan.lock.json", printLock({ ...sdk, events: sdk.events.map((event) => ({ ...event, name: event.className })) })],
    ["pom.xml", printers.pom(sdk)],
    ...Object.entries(printers.runtime).map(([name, text]): [string, string] => [
      `${root}/${name}`,
      text.replace(packageLine(STAND_IN), packageLine(sdk.packageName)),
    ]),
    ...Object.entries(printers.besides).map(([name, print]) => file(name, print(sdk))),
    ...sdk.groups.map((group) => file(`groups/${group.className}`, printers.group(group, sdk))),
    ...sdk.events.flatMap((event) => [
      file(`events/${event.className}`, printers.event(event, sdk)),
      ...event.aliases.map((alias) => file(`events/${alias}`, printers.alias(alias, event, sdk))),
    ]),
  ]);
}
