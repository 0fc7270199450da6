// Writes what was found as the summary of the job and as one comment on the pull request, which later runs mend.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** GitHub refuses longer comments. */
const LONGEST = 65_000;
/** The summary of a step takes 1 MiB of bytes. */
const LONGEST_SUMMARY = 300_000;

const WORDS = {
  en: {
    heading: "Changes of the tracking plan",
    fresh: "The plan is new here: there is nothing to compare it with.",
    none: "The plan before cannot be read: there is nothing to compare with.",
    unread: "The plan cannot be read: nothing is compared or checked.",
    lint: ["No finding that counts.", "The plan has findings: see the annotations."],
    generate: ["The generated code is up to date.", "The generated code is not up to date: generate it again."],
    apart:
      "Compared with the target branch as it is, because the history to where this one left it cannot be fetched: later changes of the target stand here the other way round.",
    cut: "The rest is in the summary of the job.",
  },
  fr: {
    heading: "Modifications du tracking plan",
    fresh: "Le plan est nouveau ici\u00A0: il n’y a rien à quoi le comparer.",
    none: "Le plan d’avant est illisible\u00A0: il n’y a rien à quoi comparer.",
    unread: "Le plan est illisible\u00A0: rien n’est comparé ni vérifié.",
    lint: ["Aucun constat qui compte.", "Le plan a des constats\u00A0: voir les annotations."],
    generate: ["Le code généré est à jour.", "Le code généré n’est pas à jour\u00A0: générez-le de nouveau."],
    apart:
      "Comparé à la branche cible telle quelle, faute de pouvoir lire l’historique jusqu’au point de départ\u00A0: les changements ultérieurs de la cible apparaissent ici à l’envers.",
    cut: "La suite est dans le résumé de la tâche.",
  },
};

const { RUNNER_TEMP = "/tmp", PLAN = "", PLAN_LANGUAGE, PLAN_COMMENT, PLAN_NUMBER, PLAN_GITHUB_TOKEN } = process.env;
const { GITHUB_API_URL = "https://api.github.com", GITHUB_REPOSITORY = "", GITHUB_STEP_SUMMARY } = process.env;
const words = PLAN_LANGUAGE === "fr" ? WORDS.fr : WORDS.en;
const work = join(RUNNER_TEMP, "gabarit");

function found(name) {
  const path = join(work, name);
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

/** Tells ours from other comments, and this plan from others of the repository; nothing in it ends the HTML comment. */
const place = PLAN.replace(/^(\.\/)+|\/+$/g, "") || ".";
const MARK = `<!-- gabarit: changes of the tracking plan ${encodeURIComponent(place).replace(/-/g, "%2D")} -->`;

/** How many of the folds that begin in a text are open at its end. */
function openFolds(text) {
  const count = (tag) => text.split(tag).length - 1;
  return Math.max(0, count("<details>") - count("</details>"));
}

/** As much of a text as there is room for, up to a change, with its folds closed. */
function cut(text, room) {
  const end = "\n\n</details>";
  const at = text.lastIndexOf("\n- ", room - 2 * end.length);
  const kept = text.slice(0, Math.max(at, 0));
  return `${kept}${end.repeat(openFolds(kept))}\n\n${words.cut}`;
}

/** What is said of a plan that cannot be read: errors with their file, line and column. */
const LONGEST_ERRORS = 5_000;

function unread(errors) {
  const shown = errors.slice(0, LONGEST_ERRORS).replaceAll("```", "\u02CB\u02CB\u02CB");
  const heading = `### ${words.heading}\n\n❌ ${words.unread}`;
  return shown === "" ? heading : `${heading}\n\n\`\`\`\n${shown}\n\`\`\``;
}

/** With what was received where the server was asked, from the files alone else. No longer than `longest`. */
function text(longest) {
  const errors = found("unread");
  if (errors !== undefined) return unread(errors);
  const nothing = `### ${words.heading}\n\n${found("state") === "none" ? words.none : words.fresh}`;
  const changes = found("impact.md") ?? found("changes.md") ?? nothing;
  const lines = ["lint", "generate"].flatMap((name) => {
    const code = found(name);
    return code === undefined ? [] : [`- ${code === "0" ? "✅" : "❌"} ${words[name][code === "0" ? 0 : 1]}`];
  });
  if (found("apart") !== undefined) lines.push("", words.apart);
  const status = lines.join("\n");
  const room = longest - MARK.length - status.length - words.cut.length - 10;
  return `${status}\n\n${changes.length <= room ? changes : cut(changes, room)}`;
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

// A run that ended otherwise has found nothing that can be told.
const tells = found("unread") !== undefined || found("checked") !== undefined;
if (tells && GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, `${text(LONGEST_SUMMARY)}\n`);
if (tells && PLAN_COMMENT === "true" && PLAN_NUMBER && PLAN_GITHUB_TOKEN) {
  try {
    await write(`${MARK}\n${text(LONGEST)}`);
  } catch (error) {
    // A pull request of a fork may not write; the summary has it all.
    console.log(`::warning title=gabarit::The comment could not be written: ${error.message}`);
  }
}
