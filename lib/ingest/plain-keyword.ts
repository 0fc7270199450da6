/** The plain check as a keyword of ajv: what a schema says is asked of generated code only where the check leaves it open. */

import { _, type Ajv, type AnySchema } from "ajv";
import { plainCheck } from "./plain-check.ts";

const KEYWORD = "usuallyPlain";

/** The same schema for an Ajv that has the keyword: values of which it holds plainly need none of its generated code. */
export function usuallyPlain(schema: AnySchema): AnySchema {
  return plainCheck(schema) === undefined ? schema : { [KEYWORD]: schema };
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
      const schema = context.schema as AnySchema;
      const isPlain = context.gen.scopeValue("func", { ref: plainCheck(schema) });
      const validate = context.gen.scopeValue("func", { ref: ajv.compile(schema) });
      context.pass(_`${isPlain}(${context.data}) || ${validate}(${context.data})`);
    },
  });
}
