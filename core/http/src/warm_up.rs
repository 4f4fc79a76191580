//! The first connection of a lane goes ahead of the others.
//!
//! Until it is there, nobody knows whether the server speaks HTTP/2, so a burst of requests would make a connection each, only to
//! share one of them in the end. The first request of a lane makes its connection alone; the others wait for that and then
//! share it, or make their own when the server speaks HTTP/1.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;
use tower_layer::Layer;
use tower_service::Service;

/// From the moment a connection is made to the moment hyper has it ready for others.
const MAKING_READY: Duration = Duration::from_millis(5);

/// The gate of one lane: one request passes while it is shut, all once it is open. It opens for good when the first attempt to
/// connect has ended, well or badly.
#[derive(Clone)]
pub(crate) struct WarmUp(Arc<Semaphore>);

impl WarmUp {
    /// A gate that waits for the first connection.
    pub(crate) fn shut() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }

    /// A gate that lets everybody pass.
    pub(crate) fn open() -> Self {
        let gate = Self::shut();
        gate.0.close();
        gate
    }

    /// Waits for the turn of a request. The first one gets a permit to hold: dropping it before there is a connection lets the next
    /// one try.
    pub(crate) async fn pass(&self) -> Option<OwnedSemaphorePermit> {
        self.0.clone().acquire_owned().await.ok()
    }
}

impl<S> Layer<S> for WarmUp {
    type Service = Watched<S>;

    fn layer(&self, connector: S) -> Watched<S> {
        Watched { connector, gate: self.clone() }
    }
}

/// A connector that opens the gate.
#[derive(Clone)]
pub(crate) struct Watched<S> {
    connector: S,
    gate: WarmUp,
}

impl<S, T> Service<T> for Watched<S>
where
    S: Service<T>,
    S::Future: Send + 'static,
    S::Response: 'static,
    S::Error: 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, target: T) -> Self::Future {
        let connecting = self.connector.call(target);
        if self.gate.0.is_closed() {
            return Box::pin(connecting);
        }
        let opening = Opening(Some(self.gate.clone()));
        Box::pin(async move {
            let connection = connecting.await;
            if connection.is_ok() {
                opening.soon();
            }
            connection
        })
    }
}

/// Opens the gate when it is dropped, which happens too when connecting takes too long.
struct Opening(Option<WarmUp>);

impl Opening {
    fn soon(mut self) {
        if let Some(gate) = self.0.take() {
            tokio::spawn(async move {
                sleep(MAKING_READY).await;
                gate.0.close();
            });
        }
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        if let Some(gate) = self.0.take() {
            gate.0.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::{Pending, Ready, pending, ready};

    use tokio::time::timeout;

    use super::*;

    /// Connects at once, with this result.
    struct AtOnce(Result<(), ()>);

    impl Service<()> for AtOnce {
        type Response = ();
        type Error = ();
        type Future = Ready<Result<(), ()>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ()>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, (): ()) -> Self::Future {
            ready(self.0)
        }
    }

    /// Never connects.
    struct Never;

    impl Service<()> for Never {
        type Response = ();
        type Error = ();
        type Future = Pending<Result<(), ()>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ()>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, (): ()) -> Self::Future {
            pending()
        }
    }

    async fn passes(gate: &WarmUp) -> bool {
        timeout(MAKING_READY * 2, gate.pass()).await.is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn one_request_goes_ahead_and_the_others_follow_once_it_is_connected() {
        let gate = WarmUp::shut();
        let first = gate.pass().await;
        assert!(first.is_some() && !passes(&gate).await);
        gate.layer(AtOnce(Ok(()))).call(()).await.unwrap();
        assert!(passes(&gate).await);
        assert!(gate.pass().await.is_none(), "it stays open");
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_that_fails_or_takes_too_long_holds_nobody_up() {
        let gate = WarmUp::shut();
        let _first = gate.pass().await;
        gate.layer(AtOnce(Err(()))).call(()).await.unwrap_err();
        assert!(passes(&gate).await);

        let gate = WarmUp::shut();
        let _first = gate.pass().await;
        assert!(timeout(MAKING_READY, gate.layer(Never).call(())).await.is_err());
        assert!(passes(&gate).await);
    }

    #[tokio::test(start_paused = true)]
    async fn when_the_first_request_gives_up_the_next_one_goes_ahead() {
        let gate = WarmUp::shut();
        drop(gate.pass().await);
        assert!(gate.pass().await.is_some());
    }
}
