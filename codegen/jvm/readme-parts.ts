/** Parts of the READMEs beside code for the JVM that say the same in each language. */

import { markdownCode } from "../escape.ts";
import { traitCheckLines } from "../model/trait-checks.ts";
import type { JvmEvent, JvmSdk } from "./jvm-model.ts";
import { generateCommand } from "./source-file.ts";

export function renewalPart(slug: string, target: string): string {
  return `\`\`\`
${generateCommand(slug, target)}
\`\`\`

In continuous integration, the same command with \`--check\` fails when these files are not those of the plan.
`;
}

/** Every event, and what it is called in code; `callOf` is told the event and, of a variant, its name. */
export function eventsPart(sdk: JvmSdk, callOf: (owner: string) => string): string {
  if (sdk.events.length === 0) return "";
  const lines = sdk.events.map((event) => {
    const mark = event.deprecated === undefined ? "" : " (deprecated)";
    const named = ownersOf(event)
      .map((owner) => `\`${callOf(owner)}\``)
      .join(", ");
    const aliases = event.aliases.map((alias) => `; formerly \`${alias}\``).join("");
    return `- ${markdownCode(event.wireName)} (${event.callType})${mark}: ${named}${aliases}`;
  });
  return `## Events\n\n${lines.join("\n")}\n`;
}

function ownersOf({ className, shapes }: JvmEvent): string[] {
  return shapes.map(({ name }) => (name === undefined ? className : `${className}.${name}`));
}

/** The event a README shows first. */
export function shownIn({ events }: JvmSdk): JvmEvent | undefined {
  return events.find((event) => event.deprecated === undefined) ?? events[0];
}

export function ingestOnlyPart(sdk: JvmSdk): string {
  const lines = sdk.events
    .filter((event) => event.ingestOnly.length > 0)
    .map((event) => `\`${event.className}\`: ${event.ingestOnly.map(markdownCode).join(", ")}`);
  const all = [...lines, ...traitCheckLines(sdk.traitChecks)];
  return all.length === 0 ? "" : `## Checked at ingest only\n\n${all.map((line) => `- ${line}`).join("\n")}\n`;
}

export const LICENCE = `## Licence

This code is yours, under whatever licence you choose.
`;
