//! What a person sees while something takes longer than a second.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use crate::terminal::is_dumb;

const SECOND: Duration = Duration::from_secs(1);

/// Does the work; once a second, in a terminal, says what is waited for and how long already.
pub(crate) async fn patiently<T>(what: &str, work: impl Future<Output = T>) -> T {
    let live = stderr().is_terminal() && !is_dumb();
    let mut work = std::pin::pin!(work);
    let began = Instant::now();
    let mut shown = false;
    let done = loop {
        tokio::select! {
            done = &mut work => break done,
            () = tokio::time::sleep(SECOND), if live => {
                shown = true;
                // Nobody can be told that telling failed.
                let _ = write!(stderr(), "\r\x1b[K{what} … {} s", began.elapsed().as_secs());
            }
        }
    };
    if shown {
        let _ = write!(stderr(), "\r\x1b[K");
    }
    done
}
