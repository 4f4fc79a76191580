//! Catches everything that is printed, to look for a key in it.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};

use steersman_http::Error;
use tracing_subscriber::fmt::MakeWriter;

/// A key that must not be found anywhere.
pub(crate) const CANARY: &str = "hk-CANARY-7f3a9c";

/// Everything that was printed, in one place.
#[derive(Clone, Default)]
pub(crate) struct Capture(Arc<Mutex<Vec<u8>>>);

impl io::Write for Capture {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Capture {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Capture {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }

    pub(crate) fn note(&self, text: &str) {
        self.0.lock().unwrap().extend_from_slice(format!("{text}\n").as_bytes());
    }

    /// Everything a program could print of an error.
    pub(crate) fn error(&self, error: &Error) {
        self.note(&format!("{error} {error:?} {error:#?} {}", error.message()));
        self.note(&format!("{:?} {} {:?}", error.headers(), error.body().text(), error.body().json()));
        let mut cause = StdError::source(error);
        while let Some(error) = cause {
            self.note(&format!("{error} {error:?}"));
            cause = error.source();
        }
    }

    /// Everything a panic could print of a value.
    pub(crate) fn panic(&self, value: impl Debug) {
        let panicked = panic::catch_unwind(AssertUnwindSafe(|| careless(Err(value)))).unwrap_err();
        self.note(panicked.downcast_ref::<String>().expect("a formatted panic message"));
    }
}

fn careless(result: Result<(), impl Debug>) {
    result.unwrap();
}
