/** The languages code and the warehouses tables can be generated for; each is one function from a published plan to files. */

import type { PublishedPlan } from "../lib/plan/plan.ts";
import { generateBigquery } from "./exports/bigquery/generate-bigquery.ts";
import { generateClickhouse } from "./exports/clickhouse/generate-clickhouse.ts";
import type { DataOptions } from "./exports/data-model.ts";
import { type DbtOptions, generateDbt } from "./exports/dbt/generate-dbt.ts";
import { generateHtml } from "./exports/reference/generate-html.ts";
import { generateMarkdown } from "./exports/reference/generate-markdown.ts";
import { generateSnowflake } from "./exports/snowflake/generate-snowflake.ts";
import type { SqlOptions } from "./exports/sql-file.ts";
import { generateTypes, type TypesOptions } from "./exports/types/generate-types.ts";
import type { GeneratedFiles } from "./file.ts";
import { generateGo } from "./go/generate-go.ts";
import { goPattern } from "./go/go-pattern.ts";
import { looseInGo } from "./go/nested-types.ts";
import { generateJava } from "./java/generate-java.ts";
import { javaPattern } from "./java/java-pattern.ts";
import { generateKotlin } from "./kotlin/generate-kotlin.ts";
import { type Loose, uncheckedTraits } from "./model/trait-checks.ts";
import { looseInLists } from "./model/type-members.ts";
import { generatePython } from "./python/generate-python.ts";
import { looseInPython } from "./python/property-types.ts";
import { pythonPattern } from "./python/python-pattern.ts";
import type { SpecOptions } from "./spec/compile-spec.ts";
import { type UncheckedCall, uncheckedEvents } from "./spec/ingest-only.ts";
import { generateTypescript, type TypescriptOptions } from "./typescript/generate-typescript.ts";
import { looseInTypescript } from "./typescript/property-schema.ts";

/** Of a target that has none. */
type NoOptions = Readonly<Record<never, never>>;

interface SdkOptions {
  readonly go: NoOptions;
  readonly java: NoOptions;
  readonly kotlin: NoOptions;
  readonly python: NoOptions;
  readonly typescript: TypescriptOptions;
}

interface DataTargetOptions {
  readonly bigquery: SqlOptions;
  readonly clickhouse: SqlOptions;
  readonly dbt: DbtOptions;
  readonly html: DataOptions;
  readonly markdown: DataOptions;
  readonly snowflake: SqlOptions;
  readonly types: TypesOptions;
}

export interface TargetOptions extends SdkOptions, DataTargetOptions {}

/** A language with an SDK. */
type SdkTarget = keyof SdkOptions;
/** What is made of the plan beside SDKs: types alone, tables, documents. */
type DataTarget = keyof DataTargetOptions;
export type Target = keyof TargetOptions;

type Generators<Of extends Target> = {
  readonly [T in Of]: (published: PublishedPlan, options: TargetOptions[T]) => Promise<GeneratedFiles>;
};

const SDKS: Generators<SdkTarget> = {
  typescript: generateTypescript,
  python: generatePython,
  java: generateJava,
  kotlin: generateKotlin,
  go: generateGo,
};

const DATA: Generators<DataTarget> = {
  types: generateTypes,
  bigquery: generateBigquery,
  clickhouse: generateClickhouse,
  snowflake: generateSnowflake,
  dbt: generateDbt,
  markdown: generateMarkdown,
  html: generateHtml,
};

/** Those with an SDK: what "all" means. */
export const TARGETS: readonly Target[] = Object.keys(SDKS) as SdkTarget[];

/** Asked for by name. */
export const DATA_TARGETS: readonly Target[] = Object.keys(DATA) as DataTarget[];

const GENERATORS: Generators<Target> = { ...SDKS, ...DATA };

export function generatorOf<T extends Target>(target: T): Generators<Target>[T] {
  return GENERATORS[target];
}

function isSdk(target: Target): target is SdkTarget {
  return target in SDKS;
}

/** The patterns that a language can run, TypeScript as they stand; and what its types leave open. */
const CHECKS: { readonly [T in SdkTarget]: SpecOptions & { readonly loose: Loose } } = {
  go: { pattern: goPattern, loose: looseInGo },
  java: { pattern: javaPattern, loose: looseInLists },
  kotlin: { pattern: javaPattern, loose: looseInLists },
  python: { pattern: pythonPattern, loose: looseInPython },
  typescript: { loose: looseInTypescript },
};

/** What the SDK of that language leaves to ingest, event by event, then traits; nothing of a target that checks nothing. */
export function uncheckedBy(target: Target, { plan }: PublishedPlan): UncheckedCall[] {
  if (!isSdk(target)) return [];
  const { loose, ...patterns } = CHECKS[target];
  return [...uncheckedEvents(plan, patterns), ...uncheckedTraits(plan, loose)];
}
