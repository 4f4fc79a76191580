//! The native part of the Swift and the Kotlin package, small and dull: the packages on top make an API of it.
//!
//! Options, arguments, errors and outcomes cross as JSON text, as they do for the npm package (`steersman-host`). What takes time is
//! an async function with an optional `NativeCancel`. No async function hands out an event or a call: those
//! leave a stream only through functions that return at once, so a wait that is dropped at any point loses nothing.

mod cancel;
mod client;
mod download;
mod failure;
mod live;
mod log;
mod pages;
mod runtime;
mod session;
mod stream;
mod webhook;

uniffi::setup_scaffolding!();

/// The version of the library.
#[uniffi::export]
fn native_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
