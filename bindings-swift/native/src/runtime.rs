//! The one tokio runtime of the process, and calls that run on it.

use std::sync::{Arc, OnceLock};

use steersman::{Error, ErrorKind};
use tokio::runtime::{Builder, Runtime};
use tokio::task::AbortHandle;

use crate::cancel::{NativeCancel, unless_cancelled};
use crate::failure::NativeError;
use crate::live::Live;

/// Threads that do the work. Sockets and JSON scanning: two are plenty, and an idle one costs nothing.
const THREADS: usize = 2;

/// The runtime. It is started by the first use and lives as long as the process; it holds no thread of the host.
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

/// Runs a call on the runtime, whoever polls for its result. Dropped or cancelled, it takes its request with it.
pub(crate) async fn run<T: Send + 'static>(
    cancel: Option<Arc<NativeCancel>>,
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, NativeError> {
    struct Abort(AbortHandle);
    impl Drop for Abort {
        fn drop(&mut self) {
            self.0.abort();
        }
    }
    let live = Live::call();
    let task = runtime().spawn(async move {
        let _live = live;
        work.await
    });
    let _abort = Abort(task.abort_handle());
    match unless_cancelled(cancel, task).await? {
        Ok(result) => Ok(result?),
        Err(lost) => Err(Error::new(ErrorKind::Internal, format!("the call ended early: {lost}")).into()),
    }
}
