//! A typed call: made by a method of a resource, changed by its setters, sent when it is awaited.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use steersman_http::{CallOptions, Error, Response};
use tokio::time::Instant;

use super::draft::Draft;
use super::operation::Operation;
use super::pages::{self, Paged};
use crate::client::Client;

/// One operation at the level of types: the table entry, and what its calls give.
///
/// Implemented by the types in the `op` module of each resource, and only there.
pub trait Endpoint: sealed::Sealed + Send + Sync + 'static {
    /// What an awaited call gives.
    type Output: Send;

    /// The description.
    const OPERATION: &'static Operation;

    /// Sends a call and reads what came.
    #[doc(hidden)]
    fn run(call: Call<Self>) -> Running<Self::Output>
    where
        Self: Sized;
}

/// A call on its way.
pub type Running<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// A call that is sent when it is awaited. Until then, optional parameters can be set on it.
///
/// A wrong argument (empty id, value out of range, body too large) is told when the call is awaited, with
/// [`Error::field`] naming it; nothing is sent then.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<E: Endpoint> {
    pub(crate) client: Client,
    pub(crate) draft: Draft,
    endpoint: PhantomData<fn() -> E>,
}

impl<E: Endpoint> Call<E> {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, draft: Draft::new(E::OPERATION), endpoint: PhantomData }
    }

    pub(crate) fn again(&self, draft: Draft) -> Self {
        Self { client: self.client.clone(), draft, endpoint: PhantomData }
    }

    /// The time-out of one attempt, instead of the client's.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.options.timeout = Some(timeout);
        self
    }

    /// The instant after which nothing is sent or waited for any more, retries included.
    pub fn deadline(mut self, deadline: Instant) -> Self {
        self.draft.options.deadline = Some(deadline);
        self
    }

    /// The most retries, instead of the client's.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.draft.options.max_retries = Some(retries);
        self
    }

    /// Everything that can be said about one call, in place of what was said before: time-outs, retries, added headers,
    /// query parameters and body fields.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.draft.options = options;
        self
    }

    /// Sends the call and gives the response as it came.
    ///
    /// # Errors
    /// As awaiting the call, except that the response is not read.
    pub async fn response(self) -> Result<Response, Error> {
        self.draft.send(&self.client).await
    }
}

impl<E: Paged> Call<E> {
    /// Every entry of the list, from the page this call asks for to the last, fetched page by page as they are taken.
    ///
    /// An error ends the stream. Entries that appear or vanish on the server meanwhile shift the pages: an entry may then
    /// come twice, or not at all.
    pub fn all(self) -> impl Stream<Item = Result<E::Item, Error>> + Send + Unpin + 'static {
        pages::all(self)
    }
}

impl<E: Endpoint> IntoFuture for Call<E> {
    type Output = Result<E::Output, Error>;
    type IntoFuture = Running<E::Output>;

    fn into_future(self) -> Self::IntoFuture {
        E::run(self)
    }
}

impl<E: Endpoint> Clone for Call<E> {
    fn clone(&self) -> Self {
        self.again(self.draft.clone())
    }
}

impl<E: Endpoint> fmt::Debug for Call<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draft.fmt(f)
    }
}
