/** Compiles generated Kotlin with every warning as an error, and runs it. */

import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { temporaryFolder } from "../../../lib/base/testing/temporary-folder.ts";
import { type Compiled, execute, type Finished, hasJavac } from "../../java/testing/run-java.ts";

const REPOSITORY = join(homedir(), ".m2/repository");

/** What the compiler is made of; Maven's local repository has them once something asked for the first. */
const PARTS = [
  "org/jetbrains/kotlin/kotlin-compiler-embeddable",
  "org/jetbrains/kotlin/kotlin-stdlib",
  "org/jetbrains/kotlin/kotlin-script-runtime",
  "org/jetbrains/kotlin/kotlin-reflect",
  "org/jetbrains/kotlin/kotlin-daemon-embeddable",
  "org/jetbrains/kotlinx/kotlinx-coroutines-core-jvm",
  "org/jetbrains/annotations",
];

/** The newest jar of an artifact on this machine. */
function jarOf(part: string): string | undefined {
  const folder = join(REPOSITORY, part);
  const versions = existsSync(folder) ? readdirSync(folder) : [];
  return versions
    .sort((a, b) => b.localeCompare(a, "en", { numeric: true }))
    .map((version) => join(folder, version, `${part.split("/").at(-1)}-${version}.jar`))
    .find((jar) => existsSync(jar));
}

export interface KotlinCompiler {
  readonly jars: readonly string[];
  readonly library: string;
}

/** The compiler of Kotlin and its library; nothing is downloaded for it. */
export function findKotlin(): KotlinCompiler | undefined {
  const jars = PARTS.map(jarOf).filter((jar) => jar !== undefined);
  const [, library] = jars;
  return library !== undefined && jars.length === PARTS.length && hasJavac() ? { jars, library } : undefined;
}

/** What a check of the compiler's own classes says is known. */
const UNCHECKED = [
  "-Xshare:auto",
  "-XX:+UseSerialGC",
  "-XX:+UnlockDiagnosticVMOptions",
  "-XX:-BytecodeVerificationRemote",
];

/** A short run is over before what the second compiler of the virtual machine does is of use. */
const QUICK = "-XX:TieredStopAtLevel=1";
const FEW_FILES = 100;

/** As strict as there is, for Java 8 and nothing younger. */
const STRICT = [
  "-Werror",
  "-Xexplicit-api=strict",
  "-Xsuppress-version-warnings",
  "-Xjdk-release=1.8",
  "-jvm-target",
  "1.8",
  "-no-stdlib",
  "-no-reflect",
];

/** The oldest language of Kotlin that generated code is for; a compiler of today reads it with other eyes than its own. */
export const OLDEST = "1.8";

export async function compileKotlin(
  { jars, library }: KotlinCompiler,
  files: Iterable<readonly [path: string, text: string]>,
  language = OLDEST,
): Promise<Compiled> {
  const folder = temporaryFolder("sdk-kotlin");
  const sources = [...files].filter(([path]) => path.endsWith(".kt"));
  for (const [path, text] of sources) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const quick = sources.length < FEW_FILES ? [QUICK] : [];
  const compiler = [...UNCHECKED, ...quick, "-cp", jars.join(delimiter), "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler"];
  const versions = ["-language-version", language, "-api-version", language];
  const given = [...compiler, ...STRICT, ...versions, "-cp", library, "-d", "classes"];
  writeFileSync(join(folder, "sources"), sources.map(([path]) => `"${path}"`).join("\n"));
  return { folder, ...(await execute("java", [...given, "@sources"], folder)) };
}

export function runKotlin(
  { library }: KotlinCompiler,
  folder: string,
  main: string,
  ...given: string[]
): Promise<Finished> {
  const path = ["classes", library].join(delimiter);
  return execute("java", ["-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", path, main, ...given], folder);
}
