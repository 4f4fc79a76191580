//! The transport over real sockets: what it sends, and what it makes of every kind of trouble.
#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

#[path = "../support/mod.rs"]
mod support;

mod cancellation;
mod connecting;
mod deadlines;
mod downloads;
mod faults;
mod proxies;
mod redirects;
mod requests;
mod retries;
mod uploads;
