//! What must hold for any bytes, one module a door: each has a `check` that panics when it does not hold.
//!
//! `make fuzz` looks for such bytes with libFuzzer; `cargo test -p steersman-fuzz` replays what is in `corpus/`.

pub mod agents;
pub mod machine;
pub mod scenario;
pub mod webhook;
pub mod wire;

/// A target: the name of its folder in `corpus/`, and its check.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 5] = [
    ("wire", wire::check),
    ("machine", machine::check),
    ("webhook", webhook::check),
    ("scenario", scenario::check),
    ("agents", agents::check),
];
