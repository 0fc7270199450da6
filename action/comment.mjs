// Writes what was found as the summary of the job and as one comment on the pull request, which later runs mend.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const MARK = "<!-- gabarit: changes of the tracking plan -->";
/** GitHub refuses longer comments. */
const LONGEST = 65_000;

const WORDS = {
  en: {
    heading: "Changes of the tracking plan",
    fresh: "The plan is new here: there is nothing to compare it with.",
    lint: ["No finding that counts.", "The plan has findings: see the annotations."],
    generate: ["The generated code is up to date.", "The generated code is not up to date: generate it again."],
    cut: "The rest is in the log of the job.",
  },
  fr: {
    heading: "Changements du plan de marquage",
    fresh: "Le plan est nouveau ici\u00A0: il n’y a rien à quoi le comparer.",
    lint: ["Aucun constat qui compte.", "Le plan a des constats\u00A0: voir les annotations."],
    generate: ["Le code généré est à jour.", "Le code généré n’est pas à jour\u00A0: générez-le de nouveau."],
    cut: "La suite est dans le journal de la tâche.",
  },
};

const { RUNNER_TEMP = "/tmp", PLAN_LANGUAGE, PLAN_COMMENT, PLAN_NUMBER, PLAN_GITHUB_TOKEN } = process.env;
const { GITHUB_API_URL = "https://api.github.com", GITHUB_REPOSITORY = "", GITHUB_STEP_SUMMARY } = process.env;
const words = PLAN_LANGUAGE === "fr" ? WORDS.fr : WORDS.en;
const work = join(RUNNER_TEMP, "gabarit");

function found(name) {
  const path = join(work, name);
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

/** With what was received where the server was asked, from the files alone else. */
function text() {
  const changes = found("impact.md") ?? found("changes.md") ?? `### ${words.heading}\n\n${words.fresh}`;
  const lines = ["lint", "generate"].flatMap((name) => {
    const code = found(name);
    return code === undefined ? [] : [`- ${code === "0" ? "✅" : "❌"} ${words[name][code === "0" ? 0 : 1]}`];
  });
  const status = lines.join("\n");
  const room = LONGEST - MARK.length - status.length - words.cut.length;
  // A cut inside folded or fenced text would take what follows with it.
  const whole =
    changes.length <= room ? changes : `${changes.slice(0, changes.lastIndexOf("\n- ", room))}\n\n${words.cut}`;
  return `${status}\n\n${whole}`;
}

async function call(method, path, body) {
  const response = await fetch(`${GITHUB_API_URL}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${PLAN_GITHUB_TOKEN}`,
      "user-agent": "gabarit-action",
      "x-github-api-version": "2022-11-28",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw Object.assign(new Error(`${method} ${path}: ${response.status}`), { status: response.status });
  return response.json();
}

/** Ours, of an earlier run, wherever it stands among the comments. */
async function earlier(issue) {
  const own = [];
  for (let page = 1; ; page++) {
    const comments = await call("GET", `${issue}/comments?per_page=100&page=${page}`);
    own.push(...comments.filter((comment) => String(comment.body).startsWith(MARK)).map(({ id }) => id));
    if (comments.length < 100) return own;
  }
}

async function write(body) {
  const repository = `/repos/${GITHUB_REPOSITORY}`;
  const issue = `${repository}/issues/${PLAN_NUMBER}`;
  for (const id of await earlier(issue)) {
    try {
      await call("PATCH", `${repository}/issues/comments/${id}`, { body });
      return;
    } catch (error) {
      // Somebody else's comment that quotes ours.
      if (error.status !== 403 && error.status !== 404) throw error;
    }
  }
  await call("POST", `${issue}/comments`, { body });
}

const body = text();
if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, `${body}\n`);
if (PLAN_COMMENT === "true" && PLAN_NUMBER && PLAN_GITHUB_TOKEN) {
  try {
    await write(`${MARK}\n${body}`);
  } catch (error) {
    // A pull request of a fork may not write; the summary has it all.
    console.log(`::warning title=gabarit::The comment could not be written: ${error.message}`);
  }
}
