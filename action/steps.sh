#!/usr/bin/env bash
# The steps of the action. Each leaves what it found in $RUNNER_TEMP/gabarit: `lint`, `breaking` and `generate` hold 0 or 1,
# `unread` what was said of a plan that cannot be read; `checked` is there once all of them have ended.
set -euo pipefail

work="${RUNNER_TEMP:-/tmp}/gabarit"
mkdir -p "$work"

fail() {
  echo "::error title=gabarit::$1"
  exit 2
}

warn() {
  echo "::warning title=gabarit::$1"
}

# `./plan/` is `plan`, `./` is the folder itself.
PLAN="${PLAN:-}"
if [ -n "$PLAN" ]; then
  while [[ "$PLAN" == ./* ]]; do PLAN="${PLAN#./}"; done
  while [[ "$PLAN" == */ ]]; do PLAN="${PLAN%/}"; done
  PLAN="${PLAN:-.}"
fi

gabarit() {
  "$(cat "$work/command")" "$@" --lang "${PLAN_LANGUAGE:-en}"
}

# Files alone where no server is named: an empty variable is no address.
connect() {
  if [ -n "${PLAN_SERVER:-}" ]; then export GABARIT_URL="$PLAN_SERVER"; fi
  if [ -n "${PLAN_TOKEN:-}" ]; then export GABARIT_TOKEN="$PLAN_TOKEN"; fi
}

# Runs a command whose status 1 is a finding; 2 is a failure of the run.
found() {
  local name="$1" code=0
  shift
  "$@" || code=$?
  if [ "$code" -gt 1 ]; then fail "gabarit $2 ended with status $code"; fi
  echo "$code" > "$work/$name"
}

install() {
  rm -rf "$work"
  mkdir -p "$work"
  local spec="${PLAN_CLI:-}"
  if [ -n "$spec" ] && [ -f "$spec" ] && [ -x "$spec" ]; then
    realpath "$spec" > "$work/command"
    return
  fi
  if [ -z "$spec" ] && [ -x node_modules/.bin/gabarit ]; then
    echo "$PWD/node_modules/.bin/gabarit" > "$work/command"
    return
  fi
  if [ -z "$spec" ] && [ -n "${PLAN_SERVER:-}" ]; then spec="${PLAN_SERVER%/}/cli/gabarit.tgz"; fi
  if [ -z "$spec" ]; then fail "No command line: install gabarit in the repository, or give server-url or cli."; fi
  npm install --prefix "$work/cli" --no-save --no-audit --no-fund -- "$spec"
  echo "$work/cli/node_modules/.bin/gabarit" > "$work/command"
}

lint() {
  local code=0
  gabarit lint "$PLAN" --format github 2> "$work/lint.errors" || code=$?
  cat "$work/lint.errors" >&2
  if [ "$code" -gt 1 ]; then
    mv "$work/lint.errors" "$work/unread"
    fail "gabarit lint ended with status $code"
  fi
  echo "$code" > "$work/lint"
}

# Where a pull request left the branch it is to be merged into: what that branch has had since is none of its changes, and would
# stand among them the other way round. The commit that GitHub makes of both has the branch itself as a parent.
left_at() {
  local commit="$1" found
  if [ -z "${PLAN_NUMBER:-}" ] || git cat-file commit HEAD | grep -q "^parent $commit$"; then
    echo "$commit"
    return
  fi
  found="$(git merge-base "$commit" HEAD || true)"
  if [ -z "$found" ] && [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    git fetch --quiet --no-tags --deepen=1000 origin "$commit" "$(git rev-parse HEAD)" || true
    found="$(git merge-base "$commit" HEAD || true)"
  fi
  if [ -z "$found" ]; then echo "$commit" > "$work/apart"; fi
  echo "${found:-$commit}"
}

# The plan as it was: its files alone, outside the working tree. One that is not there, or that nobody can read, is no failure of
# the pull request that makes or mends it.
base_plan() {
  local base="$1" commit
  case "$base" in -*) fail "Not a commit: $base" ;; esac
  commit="$(git rev-parse --quiet --verify "$base^{commit}" || true)"
  if [ -z "$commit" ]; then
    if ! git fetch --quiet --no-tags --depth=1 origin "$base"; then
      warn "The commit to compare with cannot be fetched: $base"
      echo "none" > "$work/state"
      return
    fi
    commit="$(git rev-parse --verify 'FETCH_HEAD^{commit}')"
  fi
  commit="$(left_at "$commit")"
  local inside="$PLAN" code=0
  if [ "$PLAN" = . ]; then inside=""; fi
  if ! git cat-file -e "$commit:$inside" 2> /dev/null; then
    echo "new" > "$work/state"
    return
  fi
  mkdir -p "$work/base"
  git archive --format=tar "$commit" -- "$PLAN" | tar -xf - -C "$work/base"
  gabarit lint "$work/base/$PLAN" > /dev/null || code=$?
  if [ "$code" -gt 1 ]; then
    warn "The plan to compare with cannot be read."
    echo "none" > "$work/state"
  fi
}

# Pushes what stands in a folder of the work as a branch of its own. `managed-from` locks nothing there: no push onto main.
push_plan() {
  local managed=()
  if [ -n "${PLAN_MANAGED_FROM:-}" ]; then managed=(--managed-from "$PLAN_MANAGED_FROM"); fi
  gabarit push "$PLAN_PROJECT@$2" --file "$work/$1/$PLAN" --replace --yes --closes-after 30 ${managed[@]+"${managed[@]}"} > "$work/push.txt"
}

# What the server received and this would refuse. The plan before goes to a branch too: main there may be behind or ahead of the
# base here. Both from copies, which may be written over.
impact() {
  local branch="pull-$PLAN_NUMBER"
  mkdir -p "$work/head"
  tar -cf - --exclude=.git --exclude=node_modules -- "$PLAN" | tar -xf - -C "$work/head"
  push_plan base "$branch-base" && push_plan head "$branch" &&
    gabarit diff "$PLAN_PROJECT@$branch-base" "$PLAN_PROJECT@$branch" --received --format markdown > "$work/impact.md"
}

# Whether there is a server to ask about this pull request.
online() {
  [ -n "${PLAN_SERVER:-}" ] && [ -n "${PLAN_TOKEN:-}" ] && [ -n "${PLAN_PROJECT:-}" ] && [ -n "${PLAN_NUMBER:-}" ]
}

# The pull request is over, and so are its branches. What is not closed here closes by itself some weeks later.
close() {
  connect
  if ! online; then return; fi
  local branch
  for branch in "pull-$PLAN_NUMBER" "pull-$PLAN_NUMBER-base"; do
    gabarit push "$PLAN_PROJECT@$branch" --close || warn "The branch $branch could not be closed."
  done
}

compare() {
  connect
  local base="${PLAN_BASE:-}"
  if [ -z "$base" ] || [[ "$base" =~ ^0+$ ]]; then echo "new" > "$work/state"; else base_plan "$base"; fi
  if [ -e "$work/state" ]; then return; fi
  found breaking gabarit diff "$work/base/$PLAN" "$PLAN" --breaking --format github
  gabarit diff "$work/base/$PLAN" "$PLAN" --format markdown > "$work/changes.md"
  local count
  count="$(gabarit diff "$work/base/$PLAN" "$PLAN" --json | node -e '
    let text = "";
    process.stdin.on("data", (part) => (text += part)).on("end", () => console.log(JSON.parse(text).breaking));')"
  echo "breaking=$count" >> "${GITHUB_OUTPUT:-/dev/null}"
  if online; then
    impact || {
      rm -f "$work/impact.md"
      warn "The server could not be asked for the received calls."
    }
  fi
}

generate() {
  connect
  if [ -z "${PLAN_TARGET:-}" ] || [ -z "${PLAN_OUT:-}" ]; then return; fi
  # A pull request of a fork has no secrets.
  if [ ! -e "$PLAN" ] && [ -z "${PLAN_TOKEN:-}" ]; then
    warn "The generated code is not checked: $PLAN is on the server, and there is no token."
    return
  fi
  found generate gabarit generate "$PLAN" --target "$PLAN_TARGET" --out "$PLAN_OUT" --check
}

verdict() {
  local code=0 name
  for name in lint breaking generate; do
    if [[ ",${PLAN_FAIL_ON// /}," == *",$name,"* ]] && [ "$(cat "$work/$name" 2> /dev/null || echo 0)" = 1 ]; then
      echo "::error title=gabarit::$name"
      code=1
    fi
  done
  exit "$code"
}

"$1"
if [ "$1" = generate ]; then echo 1 > "$work/checked"; fi
