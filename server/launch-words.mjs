// What a start says in its terminal, and in which language. Plain JavaScript: it runs before anything is built.

const WORDS = {
  en: {
    server: "Building the server",
    pages: "Building the pages",
    done: (name, seconds) => `${name}: done in ${seconds} s`,
  },
  fr: {
    server: "Construction du serveur",
    pages: "Construction des pages",
    done: (name, seconds) => `${name}\u00a0: fait en ${seconds}\u00a0s`,
  },
};

/**
 * The language of the demo's sentences, and the flags that are left: `--lang fr` or `--lang=fr` says it, else the variables
 * of the terminal do, as POSIX ranks them.
 * @param {readonly string[]} flags
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {{ language: "en" | "fr", rest: string[] }}
 */
export function terminalLanguage(flags, env) {
  const at = flags.findIndex((flag) => flag === "--lang" || flag.startsWith("--lang="));
  const flag = flags[at];
  const told = flag === "--lang" ? flags[at + 1] : flag?.slice("--lang=".length);
  const rest = flags.filter((_, index) => at < 0 || (index !== at && !(flag === "--lang" && index === at + 1)));
  const spoken = told || env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return { language: /^fr\b|^fr_/i.test(spoken) ? "fr" : "en", rest };
}

/** @param {"en" | "fr"} language */
export function launchWords(language) {
  return WORDS[language];
}
