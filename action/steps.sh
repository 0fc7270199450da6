#!/usr/bin/env bash
# The steps of the action. Each leaves what it found in $RUNNER_TEMP/gabarit: `lint`, `breaking` and `generate` hold 0 or 1.
set -euo pipefail

work="${RUNNER_TEMP:-/tmp}/gabarit"
mkdir -p "$work"

fail() {
  echo "::error title=gabarit::$1"
  exit 2
}

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
  found lint gabarit lint "$PLAN" --format github
}

# The plan as it was: its files alone, outside the working tree.
base_plan() {
  local base="$1" commit
  case "$base" in -*) fail "Not a commit: $base" ;; esac
  commit="$(git rev-parse --quiet --verify "$base^{commit}" || true)"
  if [ -z "$commit" ]; then
    git fetch --quiet --no-tags --depth=1 origin "$base" || fail "The commit to compare with cannot be fetched: $base"
    commit="$(git rev-parse --verify 'FETCH_HEAD^{commit}')"
  fi
  git cat-file -e "$commit:${PLAN%/}" 2> /dev/null || return 1
  mkdir -p "$work/base"
  git archive --format=tar "$commit" -- "${PLAN%/}" | tar -x -C "$work/base"
}

# What the server received and this would refuse. The plan goes to a branch of its own, from a copy that may be written over.
impact() {
  local branch="pull-$PLAN_NUMBER" copy="$work/head/${PLAN%/}"
  mkdir -p "$(dirname "$copy")"
  cp -R "${PLAN%/}" "$copy"
  local managed=()
  if [ -n "${PLAN_MANAGED_FROM:-}" ]; then managed=(--managed-from "$PLAN_MANAGED_FROM"); fi
  gabarit push "$PLAN_PROJECT@$branch" --file "$copy" --replace --yes ${managed[@]+"${managed[@]}"} > "$work/push.txt" &&
    gabarit diff "$PLAN_PROJECT" "$PLAN_PROJECT@$branch" --received --format markdown > "$work/impact.md"
}

compare() {
  connect
  PLAN="${PLAN#./}"
  local base="${PLAN_BASE:-}"
  if [ -z "$base" ] || [[ "$base" =~ ^0+$ ]] || ! base_plan "$base"; then
    echo "new" > "$work/state"
    return
  fi
  found breaking gabarit diff "$work/base/${PLAN%/}" "$PLAN" --breaking --format github
  gabarit diff "$work/base/${PLAN%/}" "$PLAN" --format markdown > "$work/changes.md"
  local count
  count="$(gabarit diff "$work/base/${PLAN%/}" "$PLAN" --json | node -e '
    let text = "";
    process.stdin.on("data", (part) => (text += part)).on("end", () => console.log(JSON.parse(text).breaking));')"
  echo "breaking=$count" >> "${GITHUB_OUTPUT:-/dev/null}"
  if [ -n "${PLAN_SERVER:-}" ] && [ -n "${PLAN_TOKEN:-}" ] && [ -n "${PLAN_PROJECT:-}" ] && [ -n "${PLAN_NUMBER:-}" ]; then
    impact || {
      rm -f "$work/impact.md"
      echo "::warning title=gabarit::The server could not be asked for the received calls."
    }
  fi
}

generate() {
  connect
  if [ -z "${PLAN_TARGET:-}" ] || [ -z "${PLAN_OUT:-}" ]; then return; fi
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
