/** What a request says, parsed by the schemas that also describe it; what does not fit is named in both languages. */

import type { z } from "zod";
import en from "zod/v4/locales/en.js";
import fr from "zod/v4/locales/fr.js";
import { type FieldError, UserError } from "../../../lib/base/error.ts";
import { unstorableIn } from "../../../lib/base/storable.ts";

const ENGLISH = en().localeError;
const FRENCH = fr().localeError;

function sentence(told: ReturnType<typeof ENGLISH>): string {
  const text = typeof told === "string" ? told : told?.message;
  return (text ?? "").replace(/\.?$/, ".");
}

/** A JSON pointer to the value that is wrong. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** One error per issue, at most 50. A refinement brings its own sentence, and its French one as the parameter `fr`. */
export function fieldErrors(error: z.ZodError): readonly FieldError[] {
  return error.issues.slice(0, 50).map((issue) => {
    const raw = issue as Parameters<typeof ENGLISH>[0];
    const own = issue.code === "custom" ? issue.message : undefined;
    const french = issue.code === "custom" ? issue.params?.fr : undefined;
    return {
      path: pointer(issue.path) || "/",
      en: own ?? sentence(ENGLISH(raw)),
      fr: typeof french === "string" ? french : (own ?? sentence(FRENCH(raw))),
    };
  });
}

/** The parsed value. Throws `invalid_input` naming every field that does not fit. */
export function parseWith<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const fault = unstorableIn(value);
  if (fault !== undefined) throw new UserError("invalid_input", { fields: [{ ...fault, path: fault.path || "/" }] });
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new UserError("invalid_input", { fields: fieldErrors(parsed.error) });
}

function unreadable(enText: string, frText: string): UserError {
  return new UserError("bad_request", { fields: [{ path: "", en: enText, fr: frText }] });
}

/** The bytes of the body, read no further than `maxBytes`. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new UserError("payload_too_large", { data: { maxBytes } });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/** The body as JSON. The content type must say so: forms of other sites cannot send it. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(request.headers.get("content-type") ?? ""))
    throw unreadable("Send the body as application/json.", "Envoyez le corps en application/json.");
  const bytes = await readBytes(request, maxBytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw unreadable("The body is not valid JSON in UTF-8.", "Le corps n’est pas du JSON valide en UTF-8.");
  }
}

/** The query as an object; a name given twice becomes a list. Secrets do not belong into addresses, which are logged. */
export function readQuery(request: Request): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URL(request.url).searchParams) {
    if (value.startsWith("gbt_"))
      throw unreadable(
        "An API token goes into the Authorization header, never into an address. Consider this one leaked.",
        "Un jeton d’API se met dans l’en-tête Authorization, jamais dans une adresse. Considérez celui-ci comme divulgué.",
      );
    const before = query[name];
    query[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return { ...query };
}
