//! The form in which operations are written down: once, with everything that follows from it.
//!
//! ```text
//! resource! {
//!     /// What the resource is.
//!     Sessions "sessions"
//!
//!     /// What the operation does.
//!     ListSessionEvents: GET "/api/v2/sessions/{id}/events"
//!     => list_session_events(path id: Id) -> Events {
//!         /// What the parameter means.
//!         query size: u64 .range(1, 200) .default("50");
//!     }
//! }
//! ```
//!
//! Parameters in parentheses are required and become arguments of the method, in that order; a body follows as
//! `body name: Type` before the arrow, or `maybe name: Type` when it may be left out. Parameters in braces are optional and become setters of the call. The types are those of
//! [`argument`](super::argument); `[Type]` takes several values. After a type come its limits, which are methods of
//! [`Param`](super::Param). The word after the arrow is a shape of reply: see [`reply_kind!`], [`output!`] and [`run!`]; before it
//! stands the status of a success, where that is not 204 for nothing and 200 for something.

/// The Rust type of a method's argument for a declared parameter type.
#[rustfmt::skip]
macro_rules! argument_type {
    (u64) => { u64 };
    (bool) => { bool };
    (Id) => { impl Into<String> };
    (Name) => { impl Into<String> };
    (Text) => { impl Into<String> };
    (Rest) => { impl Into<String> };
    ([Text]) => { impl IntoIterator<Item = impl Into<String>> };
    ([$type:ident]) => { impl IntoIterator<Item = impl Into<$type>> };
    ($type:ident) => { impl Into<$type> };
}
pub(crate) use argument_type;

/// The value given for a declared parameter type, ready for the draft.
macro_rules! argument_value {
    ([$type:ident], $value:ident) => {
        $crate::api::argument::Argument::List(
            $value
                .into_iter()
                .map(|value| <$type as $crate::api::argument::Parameter>::argument(value.into()))
                .collect(),
        )
    };
    (u64, $value:ident) => {
        <u64 as $crate::api::argument::Parameter>::argument($value)
    };
    (bool, $value:ident) => {
        <bool as $crate::api::argument::Parameter>::argument($value)
    };
    ($type:ident, $value:ident) => {
        <$type as $crate::api::argument::Parameter>::argument($value.into())
    };
}
pub(crate) use argument_value;

/// The description of a declared parameter.
macro_rules! param {
    ($place:ident $required:literal $name:ident [$type:ident]) => {
        $crate::api::declare::param!($place $required $name $type).several()
    };
    ($place:ident $required:literal $name:ident $type:ident) => {
        $crate::api::Param::new::<$type>(stringify!($name), $crate::api::declare::place!($place $type), $required)
    };
}
pub(crate) use param;

/// Where a declared parameter travels.
macro_rules! place {
    (path $type:ident) => {
        $crate::api::Place::Path(<$type as $crate::api::argument::Parameter>::FORM)
    };
    (query $type:ident) => {
        $crate::api::Place::Query
    };
    (header $type:ident) => {
        $crate::api::Place::Header
    };
}
pub(crate) use place;

/// The description of a shape of reply.
macro_rules! reply_kind {
    (Nothing) => {
        $crate::api::ReplyKind::Nothing
    };
    (Download) => {
        $crate::api::ReplyKind::Download
    };
    (Changes) => {
        $crate::api::ReplyKind::OptionalJson("SessionChanges")
    };
    (Events) => {
        $crate::api::ReplyKind::Json("Page_SessionEvent_")
    };
    // The contract names these two pages by hand.
    (Page Environment) => {
        $crate::api::ReplyKind::Json("EnvironmentPage")
    };
    (Page AgentWithRevision) => {
        $crate::api::ReplyKind::Json("Page_Agent_")
    };
    (Page $type:ident) => {
        $crate::api::ReplyKind::Json(concat!("Page_", stringify!($type), "_"))
    };
    (List $type:ident) => {
        $crate::api::ReplyKind::JsonList(stringify!($type))
    };
    (Revisioned $type:ident) => {
        $crate::api::ReplyKind::RevisionedJson(stringify!($type))
    };
    (Json $type:ident) => {
        $crate::api::ReplyKind::Json(stringify!($type))
    };
}
pub(crate) use reply_kind;

/// What a call gives for a shape of reply.
macro_rules! output {
    (Nothing) => { () };
    (Download) => { steersman_http::Download };
    (Changes) => { Option<steersman_wire::ChangesPage> };
    (Events) => { steersman_wire::EventsPage };
    (Page $type:ident) => { steersman_wire::Page<$type> };
    (List $type:ident) => { Vec<$type> };
    (Revisioned $type:ident) => { $crate::api::Revisioned<$type> };
    (Json $type:ident) => { $type };
}
pub(crate) use output;

/// Sends a call and reads a shape of reply.
macro_rules! run {
    ($call:ident Download) => {
        $call.draft.download(&$call.client).await
    };
    ($call:ident Nothing) => {
        $call.response().await.map(drop)
    };
    ($call:ident Changes) => {
        $crate::api::reply::changes(&$call.response().await?)
    };
    ($call:ident Events) => {
        $crate::api::reply::events(&$call.response().await?)
    };
    ($call:ident Revisioned $type:ident) => {
        $crate::api::Revisioned::read(&$call.response().await?)
    };
    ($call:ident $shape:ident $type:ident) => {
        $call.response().await?.json()
    };
}
pub(crate) use run;

/// Declares a resource and its operations. See the [module](self).
macro_rules! resource {
    (
        $(#[doc = $resource_doc:literal])+
        $resource:ident $resource_name:literal

        $(
            $(#[doc = $doc:literal])+
            $operation:ident : $http_method:ident $path:literal
            => $method:ident (
                $( $place:ident $argument:ident : $type:tt $(. $limit:ident ( $($limit_value:expr),* ))* ),*
            )
            $( body $body:ident : $body_type:ident )?
            $( maybe $option_body:ident : $option_body_type:ident )?
            -> $( $status:literal )? $shape:ident $( ($reply:ident) )?
            $( {
                $(
                    $(#[doc = $option_doc:literal])+
                    $option_place:ident $option:ident : $option_type:tt
                    $(. $option_limit:ident ( $($option_limit_value:expr),* ))* ;
                )*
            } )?
        )+
    ) => {
        $(#[doc = $resource_doc])+
        #[derive(Clone, Debug)]
        pub struct $resource {
            client: $crate::Client,
        }

        impl $resource {
            pub(crate) fn new(client: $crate::Client) -> Self {
                Self { client }
            }

            $(
                $(#[doc = $doc])+
                #[doc = ""]
                #[doc = concat!("`", stringify!($http_method), " ", $path, "`")]
                pub fn $method(
                    &self,
                    $( $argument: $crate::api::declare::argument_type!($type), )*
                    $( $body: impl Into<$body_type>, )?
                ) -> $crate::api::Call<op::$operation> {
                    #[allow(unused_mut, reason = "operations without arguments set nothing")]
                    let mut call = $crate::api::Call::<op::$operation>::new(self.client.clone());
                    $(
                        let value = $crate::api::declare::argument_value!($type, $argument);
                        call.draft.set_named(stringify!($argument), value);
                    )*
                    $( call.draft.set_body::<$body_type>(&$body.into()); )?
                    call
                }
            )+
        }

        /// The operations as types.
        pub mod op {
            $(
                #[doc = concat!("`", $resource_name, ".", stringify!($method), "`: ", $($doc, "\n",)+)]
                #[derive(Debug)]
                pub enum $operation {}
            )+
        }

        $(
            impl $crate::api::call::sealed::Sealed for op::$operation {}

            impl $crate::api::Endpoint for op::$operation {
                type Output = $crate::api::declare::output!($shape $($reply)?);

                const OPERATION: &'static $crate::api::Operation = &$crate::api::Operation {
                    resource: $resource_name,
                    method: stringify!($method),
                    name: concat!($resource_name, ".", stringify!($method)),
                    http_method: steersman_http::Method::$http_method,
                    path: $path,
                    params: &[
                        $(
                            $crate::api::declare::param!($place true $argument $type)
                                $(.$limit($($limit_value),*))*,
                        )*
                        $( $(
                            $crate::api::declare::param!($option_place false $option $option_type)
                                $(.$option_limit($($option_limit_value),*))*
                                .docs(concat!($($option_doc, "\n"),+)),
                        )* )?
                    ],
                    body: $crate::api::operation::first(&[
                        $( $crate::api::Body::new::<$body_type>(true), )?
                        $( $crate::api::Body::new::<$option_body_type>(false), )?
                    ]),
                    reply: $crate::api::declare::reply_kind!($shape $($reply)?),
                    status: $crate::api::declare::reply_kind!($shape $($reply)?).status(&[$($status)?]),
                    docs: concat!($($doc, "\n"),+),
                };

                fn run(call: $crate::api::Call<Self>) -> $crate::api::call::Running<Self::Output> {
                    Box::pin(async move { $crate::api::declare::run!(call $shape $($reply)?) })
                }
            }

            $(
                impl $crate::api::Call<op::$operation> {
                    $(
                        $(#[doc = $option_doc])+
                        pub fn $option(mut self, $option: $crate::api::declare::argument_type!($option_type)) -> Self {
                            let value = $crate::api::declare::argument_value!($option_type, $option);
                            self.draft.set_named(stringify!($option), value);
                            self
                        }
                    )*
                }
            )?

            $(
                impl $crate::api::Call<op::$operation> {
                    #[doc = concat!("Sends a [`", stringify!($option_body_type), "`] with the call.")]
                    pub fn $option_body(mut self, $option_body: impl Into<$option_body_type>) -> Self {
                        self.draft.set_body::<$option_body_type>(&$option_body.into());
                        self
                    }
                }
            )?
        )+

        pub(crate) const OPERATIONS: &[&$crate::api::Operation] =
            &[$( <op::$operation as $crate::api::Endpoint>::OPERATION ),+];
    };
}
pub(crate) use resource;
