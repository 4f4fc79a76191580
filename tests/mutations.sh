#!/bin/sh
# Changes one rule of the core at a time and checks that the scenarios notice, in every language that has a runner. The changes are
# made in this tree and taken back; files that are not committed are refused.
set -eu
cd "$(dirname "$0")/.."

# Rule, file, what is changed (a sed expression). The last column is what a reader should know.
rules() {
    cat <<'RULES'
retry-after|core/http/src/retry.rs|s/jittered\.max(retry_after/jittered.min(retry_after/|a server can shorten a wait
retry-status|core/http/src/retry.rs|s/matches!(status, 408 | 429)/matches!(status, 408)/|a 429 is not tried again
cursor-eviction|core/src/session/machine/watch.rs|s/first_index\.unwrap_or(from)/first_index.map_or(from, |_| from)/|first_index is not believed
cursor-turns|core/src/session/run.rs|s/handle\.shared()\.waited_to()/0/|each wait begins at 0
tool-conflict|core/src/session/driver.rs|s/ErrorKind::Conflict => FailureKind::Conflict/ErrorKind::Conflict => FailureKind::Other/|a 409 ends the wait
tool-awaiting|core/src/session/run.rs|s/settle_on_awaiting = tools\.is_none()/settle_on_awaiting = false/|a wait without tools waits for ever
RULES
}

changed=
restore() {
    if [ -n "$changed" ]; then git checkout --quiet -- "$changed"; fi
    changed=
}
trap restore EXIT
trap 'exit 130' INT TERM

survivors=$(mktemp)
log=$(mktemp)
rules | while IFS='|' read -r rule file rest; do
    # The expression may contain the separator: the meaning is what follows the last one.
    meaning=${rest##*|}
    expression=${rest%|*}
    git diff --quiet HEAD -- "$file" || { echo "$file is not committed" >&2; exit 2; }
    changed=$file
    sed "$expression" "$file" >"$log"
    if cmp -s "$log" "$file"; then
        echo "$rule: the rule is not in $file any more" >&2
        echo "$rule" >>"$survivors"
        continue
    fi
    cat "$log" >"$file"
    if tests/conformance.sh >"$log" 2>&1; then
        echo "$rule ($meaning): no scenario noticed"
        echo "$rule" >>"$survivors"
    elif grep -q ' scenarios, ' "$log"; then
        echo "$rule ($meaning): $(grep -c ' DIFF' "$log") scenarios noticed"
        for runner in tests/runners/*/run; do
            language=$(basename "$(dirname "$runner")")
            case " ${CONFORMANCE_LANGUAGES:-$language} " in *" $language "*) ;; *) continue ;; esac
            grep -q " in $language:$" "$log" || { echo "  not in $language"; echo "$rule" >>"$survivors"; }
        done
    else
        echo "$rule ($meaning): does not build"
        cat "$log"
        echo "$rule" >>"$survivors"
    fi
    restore
done
restore
echo "and without any change:"
tests/conformance.sh | tail -n 1
test ! -s "$survivors"
