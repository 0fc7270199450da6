/** A generated module before it is decided how it is written: as TypeScript, or as JavaScript with declarations. */

import type { ImportedName } from "./source-file.ts";

/** Names from or through another module, by its path from the output folder. */
export interface Link {
  readonly path: string;
  readonly names: readonly ImportedName[];
}

/** One declaration in the three forms it may be written in. */
export interface Statement {
  readonly source: string;
  /** Nothing where only the compiler sees it. */
  readonly code: string;
  readonly declaration: string;
  /** The exported value. */
  readonly value?: string;
}

export interface SourceModule {
  /** From the output folder, without its extension. */
  readonly path: string;
  readonly imports: readonly Link[];
  readonly reExports: readonly Link[];
  readonly statements: readonly Statement[];
}

/** An exported interface or type, or a private one. */
export function typeStatement(doc: string, text: string): Statement {
  const source = `${doc}export ${text}\n`;
  return { source, code: "", declaration: source };
}

export interface FunctionParts {
  readonly doc: string;
  readonly name: string;
  /** Between the name and `: void`, as TypeScript. */
  readonly signature: string;
  /** Names of the parameters, as JavaScript. */
  readonly parameters: string;
  /** Indented lines without types. */
  readonly body: string;
}

/** An exported function that gives nothing back. */
export function functionStatement({ doc, name, signature, parameters, body }: FunctionParts): Statement {
  return {
    source: `${doc}export function ${name}${signature}: void {\n${body}\n}\n`,
    code: `${doc}export function ${name}(${parameters}) {\n${body}\n}\n`,
    declaration: `${doc}export declare function ${name}${signature}: void;\n`,
    value: name,
  };
}

export interface ConstantParts {
  readonly doc?: string;
  readonly name: string;
  readonly type: string;
  readonly value: string;
  /** The value as TypeScript, where the compiler needs more. */
  readonly typedValue?: string;
  readonly isPrivate?: boolean;
}

export function constantStatement(parts: ConstantParts): Statement {
  const { doc = "", name, type, value, typedValue = value } = parts;
  const verb = parts.isPrivate === true ? "" : "export ";
  return {
    source: `${doc}${verb}const ${name}: ${type} = ${typedValue};\n`,
    code: `${doc}${verb}const ${name} = ${value};\n`,
    declaration: parts.isPrivate === true ? "" : `${doc}export declare const ${name}: ${type};\n`,
    ...(parts.isPrivate === true ? {} : { value: name }),
  };
}
