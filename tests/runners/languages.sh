# shellcheck shell=bash
# Sourced by the scripts that play scenarios: the languages are the folders here that have a `run`.

# Prints the languages, Rust first: a difference to it is seen first. CONFORMANCE_LANGUAGES chooses some of them.
languages() {
  local run language
  for run in tests/runners/rust/run tests/runners/*/run; do
    language="$(basename "$(dirname "$run")")"
    case " ${seen:=} " in *" $language "*) continue ;; esac
    seen="$seen $language"
    case " ${CONFORMANCE_LANGUAGES:-$language} " in *" $language "*) printf '%s\n' "$language" ;; esac
  done
}
