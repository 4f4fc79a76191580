//! `login`, and the examples of the commands without options.

use clap::Args;

pub(super) const LOGIN_EXAMPLES: &str = "\
Examples:
  steersman login                          (asks for the key, and does not show it)
  printenv MY_KEY | steersman login        (reads it from a pipe)
  steersman login --force                  (replaces the key that is stored)

Keys are made at https://platform.hcompany.ai/settings/api-keys. The file is $XDG_CONFIG_HOME/hai/.env or \
~/.config/hai/.env, readable by you alone.";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  steersman completions bash > ~/.local/share/bash-completion/completions/steersman
  steersman completions zsh > ~/.zfunc/_steersman
  steersman completions fish > ~/.config/fish/completions/steersman.fish";

pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  steersman man | man -l -
  steersman man --output ~/.local/share/man/man1";

/// `steersman login`
#[derive(Args, Debug)]
pub(crate) struct LoginArgs {
    /// Replace a key that is stored already.
    #[arg(long)]
    pub(crate) force: bool,

    /// Accepted for those who know it from `hai`: the key is always pasted or piped.
    #[arg(long)]
    pub(crate) key: bool,
}
