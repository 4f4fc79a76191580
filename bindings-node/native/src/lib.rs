//! The native part of the npm package `steersman`: pages of events, calls by number, and one function that wakes JavaScript.
//!
//! Everything that crosses is a number or JSON text. What a program sees (promises, iterators, signals, tools) is written in
//! TypeScript on top; this part never waits on the thread of JavaScript and never keeps the process alive.

mod bridge;
mod client;
mod command;
mod failure;
mod hub;
mod request;
mod runtime;
mod session;
mod stream;
mod webhook;
