/** The plain check as a keyword of ajv: what a schema says is asked of generated code only where the check leaves it open. */

import { _, type Ajv, type AnySchema } from "ajv";
import { plainCheck } from "./plain-check.ts";

const KEYWORD = "usuallyPlain";

/** What the keyword is given: a schema, and the check that answers for it where it can. */
interface UsuallyPlain {
  readonly schema: AnySchema;
  readonly isPlain: (value: unknown) => boolean;
}

/** The same schema for an Ajv that has the keyword: values of which it holds plainly need none of its generated code. */
export function usuallyPlain(schema: AnySchema): AnySchema {
  const isPlain = plainCheck(schema);
  return isPlain === undefined ? schema : { [KEYWORD]: { schema, isPlain } satisfies UsuallyPlain };
}

/**
 * Teaches an Ajv the keyword: it holds of what its schema accepts. The schema's own code is compiled beside it, and run
 * only for values that the plain check does not accept.
 */
export function addPlainKeyword(ajv: Ajv): Ajv {
  return ajv.addKeyword({
    keyword: KEYWORD,
    schemaType: "object",
    code: (context) => {
      const { schema, isPlain } = context.schema as UsuallyPlain;
      const check = context.gen.scopeValue("func", { ref: isPlain });
      const validate = context.gen.scopeValue("func", { ref: ajv.compile(schema) });
      context.pass(_`${check}(${context.data}) || ${validate}(${context.data})`);
    },
  });
}
