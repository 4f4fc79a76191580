//! What an operation is, as data: the static description that the typed methods, [`Client::call`](crate::Client::call),
//! [`describe`](super::describe()) and the contract test all read.

use steersman_http::{Error, Method};

use super::argument::Parameter;

/// One operation of the Agents API.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The resource it belongs to, and the accessor on the client: `sessions`.
    pub resource: &'static str,
    /// The method on the resource: `get_session`.
    pub method: &'static str,
    /// Both, as [`Client::call`](crate::Client::call) takes it: `sessions.get_session`.
    pub name: &'static str,
    /// The HTTP method.
    pub http_method: Method,
    /// The path with its parameters in braces: `/api/v2/sessions/{id}`.
    pub path: &'static str,
    /// The parameters outside of the body: those of the path first, in their order there.
    pub params: &'static [Param],
    /// The request body, if there is one.
    pub body: Option<Body>,
    /// What a success brings.
    pub reply: ReplyKind,
    /// The HTTP status of a success; that of one which brings nothing yet is 204.
    pub status: u16,
    /// What it does, first line first. Markdown without links.
    pub docs: &'static str,
}

impl Operation {
    /// The operation with this name (`sessions.get_session`), if there is one.
    pub fn find(name: &str) -> Option<&'static Self> {
        super::OPERATIONS.into_iter().find(|operation| operation.name == name)
    }

    /// The parameter with this argument name.
    pub fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// Whether the server acts once however often it gets the request: a safe or idempotent method, or one that
    /// carries an idempotency key.
    pub fn idempotent(&self) -> bool {
        matches!(self.http_method, Method::GET | Method::PUT | Method::DELETE) || self.takes_idempotency_key()
    }

    /// How the pages of a list follow one another, if it is one.
    pub fn paging(&self) -> Option<Paging> {
        if self.param("page").is_some() {
            Some(Paging::Pages)
        } else if self.param("offset").is_some() {
            Some(Paging::Offsets)
        } else if self.name == "session_files.list_files" {
            Some(Paging::AfterLast)
        } else {
            None
        }
    }

    /// The path parameter that holds the session's id.
    pub(crate) fn session_param(&self) -> Option<&'static str> {
        match self.resource {
            "sessions" => Some("id"),
            "session_files" => Some("session_id"),
            _ => None,
        }
    }

    /// Whether it takes an `Idempotency-Key`.
    pub(crate) fn takes_idempotency_key(&self) -> bool {
        self.param(IDEMPOTENCY_KEY).is_some()
    }
}

/// The argument that names one act of creating.
pub(crate) const IDEMPOTENCY_KEY: &str = "idempotency_key";

/// A parameter in the path, the query or a header.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Param {
    /// The argument's name in every language, in snake case.
    pub name: &'static str,
    /// The setter's name in Rust, where `name` is a word of the language.
    pub(crate) setter: &'static str,
    /// The name on the wire: `Idempotency-Key`.
    pub wire_name: &'static str,
    /// Where it travels.
    pub place: Place,
    /// Whether a call without it is refused.
    pub required: bool,
    /// The type of the value, or of each value of a list.
    pub kind: Kind,
    /// Whether it takes several values; each is sent under the same name.
    pub list: bool,
    /// The smallest value.
    pub minimum: Option<i64>,
    /// The largest value.
    pub maximum: Option<i64>,
    /// The fewest characters.
    pub min_length: Option<usize>,
    /// The most characters.
    pub max_length: Option<usize>,
    /// The only values there are; empty when any goes.
    pub choices: &'static [&'static str],
    /// The schema of the value, where it has a name: `TrajectoryStatus`.
    pub schema: Option<&'static str>,
    /// What the server takes when it is not sent, as JSON. It is never sent on the caller's behalf.
    pub default: Option<&'static str>,
    /// What it means. Markdown without links.
    pub docs: &'static str,
}

impl Param {
    /// A parameter without limits.
    pub(crate) const fn new<P: Parameter>(name: &'static str, place: Place, required: bool) -> Self {
        Self {
            name,
            setter: name,
            wire_name: name,
            place,
            required,
            kind: P::KIND,
            list: false,
            minimum: None,
            maximum: None,
            min_length: None,
            max_length: None,
            choices: &[],
            schema: P::SCHEMA,
            default: None,
            docs: "",
        }
    }

    /// The name on the wire, for a header; elsewhere also the argument's name.
    pub(crate) const fn named(mut self, name: &'static str) -> Self {
        self.wire_name = name;
        if !matches!(self.place, Place::Header) {
            self.name = name;
        }
        self
    }

    /// Takes several values.
    pub(crate) const fn several(mut self) -> Self {
        self.list = true;
        self
    }

    pub(crate) const fn at_least(mut self, minimum: i64) -> Self {
        self.minimum = Some(minimum);
        self
    }

    pub(crate) const fn range(mut self, minimum: i64, maximum: i64) -> Self {
        self.minimum = Some(minimum);
        self.maximum = Some(maximum);
        self
    }

    pub(crate) const fn length(mut self, least: usize, most: usize) -> Self {
        self.min_length = Some(least);
        self.max_length = Some(most);
        self
    }

    pub(crate) const fn one_of(mut self, choices: &'static [&'static str]) -> Self {
        self.choices = choices;
        self
    }

    /// What the server takes when it is not sent, as JSON.
    pub(crate) const fn default(mut self, json: &'static str) -> Self {
        self.default = Some(json);
        self
    }

    pub(crate) const fn docs(mut self, docs: &'static str) -> Self {
        self.docs = docs;
        self
    }
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path, as one segment or more.
    Path(PathForm),
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// How a value is written into the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathForm {
    /// One segment; a slash is percent-encoded.
    Segment,
    /// A catalog name: one slash (`h/web-surfer-pro`) is sent as it is, more are refused.
    Name,
    /// The rest of the path: slashes are sent as they are.
    Rest,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// The text of a UUID. Only checked for being there: the server decides which ids exist.
    Uuid,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A point in time, RFC 3339, sent in UTC.
    DateTime,
    /// The number of a revision, or `*` for any.
    Revision,
}

/// A request body.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Body {
    /// The name of its schema: `SessionRequest`.
    pub schema: &'static str,
    /// Whether a call without it is refused.
    pub required: bool,
    /// The members of the body when it is an object of known shape: each is an argument of its own.
    pub members: fn() -> Option<&'static [&'static str]>,
    /// Reads, checks and completes a body given as JSON, exactly as the typed method does.
    pub(crate) check: fn(serde_json::Value) -> Result<serde_json::Value, Error>,
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Body")
            .field("schema", &self.schema)
            .field("required", &self.required)
            .finish_non_exhaustive()
    }
}

/// What a success brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyKind {
    /// Nothing: 202 or 204.
    Nothing,
    /// JSON of this schema.
    Json(&'static str),
    /// JSON of this schema, or nothing yet (204).
    OptionalJson(&'static str),
    /// JSON of this schema, with the revision in the `ETag` header.
    RevisionedJson(&'static str),
    /// A list of values of this schema.
    JsonList(&'static str),
    /// Bytes of any type.
    Download,
}

impl ReplyKind {
    /// The status of a success: the declared one, or that which goes without saying.
    pub(crate) const fn status(self, declared: &[u16]) -> u16 {
        match (declared, self) {
            ([status, ..], _) => *status,
            ([], Self::Nothing) => 204,
            ([], _) => 200,
        }
    }
}

/// How the pages of a list follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// `page` (from 1) and `size`.
    Pages,
    /// `limit` and `offset`.
    Offsets,
    /// The last entry of a page names where the next one begins.
    AfterLast,
}

/// The first of the declared bodies: there is one at most.
pub(crate) const fn first(bodies: &[Body]) -> Option<Body> {
    if bodies.is_empty() { None } else { Some(bodies[0]) }
}
