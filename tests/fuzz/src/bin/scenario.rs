//! libFuzzer's entry; see [`steersman_fuzz::scenario`].
#![no_main]
#![allow(unsafe_code, missing_docs, reason = "the macro makes the C function that libFuzzer calls")]

libfuzzer_sys::fuzz_target!(|data: &[u8]| steersman_fuzz::scenario::check(data));
