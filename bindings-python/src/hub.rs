//! How a waiting Python learns that something is there: a file descriptor that becomes readable.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Wake, Waker};

use pyo3::prelude::*;

/// Set when the interpreter goes away: from then on nobody is woken, because waking a thread of a dying interpreter ends badly.
/// A plain flag that nothing else is read after, so it is relaxed.
static QUIET: AtomicBool = AtomicBool::new(false);

pub(crate) fn be_quiet() {
    QUIET.store(true, Ordering::Relaxed);
}

/// Every hub there is, for what concerns nobody in particular. It is only tried: a thread that held it when the process forked
/// holds it in the child for good.
static HUBS: Mutex<Vec<Weak<Signal>>> = Mutex::new(Vec::new());

/// Raises one hub of this process, with the token 0, so that somebody comes by.
pub(crate) struct AnyHub;

impl Wake for AnyHub {
    fn wake(self: Arc<Self>) {
        let Ok(hubs) = HUBS.try_lock() else { return };
        let signals: Vec<_> = hubs.iter().filter_map(Weak::upgrade).collect();
        drop(hubs);
        if let Some(signal) = signals.into_iter().rfind(|signal| signal.pid == process::id()) {
            Token { signal, token: 0 }.raise();
        }
    }
}

/// A file descriptor, and the tokens of those that it was raised for. One for each event loop and for each waiting thread.
#[pyclass(frozen, module = "steersman._native")]
pub(crate) struct Hub {
    signal: Arc<Signal>,
}

#[pymethods]
impl Hub {
    #[new]
    fn new() -> PyResult<Self> {
        let signal =
            Arc::new(Signal { flag: flag::Flag::new()?, state: Mutex::default(), pid: process::id() });
        if let Ok(mut hubs) = HUBS.try_lock() {
            hubs.retain(|hub| hub.strong_count() > 0);
            hubs.push(Arc::downgrade(&signal));
        }
        Ok(Self { signal })
    }

    /// The descriptor to wait on until it is readable.
    fn fileno(&self) -> i32 {
        self.signal.flag.fileno()
    }

    /// Lowers the descriptor and gives the tokens it was raised for.
    fn take(&self) -> Vec<u64> {
        if self.signal.pid != process::id() {
            return Vec::new();
        }
        let mut state = self.signal.lock();
        if state.raised {
            state.raised = false;
            self.signal.flag.lower();
        }
        std::mem::take(&mut state.tokens)
    }
}

impl Hub {
    /// Raises the descriptor for this token when it is woken.
    pub(crate) fn waker(&self, token: u64) -> Waker {
        Waker::from(Arc::new(Token { signal: self.signal.clone(), token }))
    }
}

struct Signal {
    flag: flag::Flag,
    state: Mutex<State>,
    pid: u32,
}

#[derive(Default)]
struct State {
    tokens: Vec<u64>,
    /// The descriptor is readable: many tokens, one write.
    raised: bool,
}

impl Signal {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing that can panic runs while the lock is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Token {
    signal: Arc<Signal>,
    token: u64,
}

impl Wake for Token {
    fn wake(self: Arc<Self>) {
        self.raise();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.raise();
    }
}

impl Token {
    fn raise(&self) {
        if QUIET.load(Ordering::Relaxed) || self.signal.pid != process::id() {
            return;
        }
        let mut state = self.signal.lock();
        state.tokens.push(self.token);
        if !state.raised {
            state.raised = true;
            self.signal.flag.raise();
        }
    }
}

#[cfg(target_os = "linux")]
mod flag {
    use std::io;
    use std::os::fd::{AsRawFd, OwnedFd};

    use rustix::event::{EventfdFlags, eventfd};

    /// An eventfd.
    pub(super) struct Flag(OwnedFd);

    impl Flag {
        pub(super) fn new() -> io::Result<Self> {
            Ok(Self(eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?))
        }

        pub(super) fn fileno(&self) -> i32 {
            self.0.as_raw_fd()
        }

        pub(super) fn raise(&self) {
            // It can only fail by being raised already, 2^64 times.
            let _ = rustix::io::write(&self.0, &1_u64.to_ne_bytes());
        }

        pub(super) fn lower(&self) {
            // Fails when it is not raised.
            let _ = rustix::io::read(&self.0, &mut [0_u8; 8]);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod flag {
    use std::io::{self, Read, Write};
    use std::os::fd::AsRawFd;
    use std::os::unix::net::UnixStream;

    /// A pair of sockets, where there is no eventfd.
    pub(super) struct Flag {
        near: UnixStream,
        far: UnixStream,
    }

    impl Flag {
        pub(super) fn new() -> io::Result<Self> {
            let (near, far) = UnixStream::pair()?;
            near.set_nonblocking(true)?;
            far.set_nonblocking(true)?;
            Ok(Self { near, far })
        }

        pub(super) fn fileno(&self) -> i32 {
            self.near.as_raw_fd()
        }

        pub(super) fn raise(&self) {
            // A full buffer is readable as well.
            let _ = (&self.far).write(&[1]);
        }

        pub(super) fn lower(&self) {
            // At most one byte is in it: it is raised only when it is not.
            let _ = (&self.near).read(&mut [0; 8]);
        }
    }
}
