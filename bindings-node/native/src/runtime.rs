//! The one tokio runtime of the process, shared by all threads of JavaScript that load the addon.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Runtime};

/// Threads that do the work. Sockets and JSON scanning: two are plenty, and an idle one costs nothing.
const THREADS: usize = 2;

/// The runtime. It is started by the first use and lives as long as the process: it holds no thread of JavaScript.
pub(crate) fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(THREADS)
            .thread_name("steersman")
            .enable_all()
            .build()
            .expect("the system gives a process two threads and a poll handle")
    })
}
