//! What handlers take from a request: JSON bodies, query parameters and ids, with the contract's errors.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::App;
use super::errors::{ApiError, Fault};

/// A JSON body, bounded in size and time. An empty body is `None`.
pub(crate) struct Json(pub(crate) Option<Value>);

impl Json {
    /// The body; a missing one is a fault.
    pub(crate) fn required(self) -> Result<Value, ApiError> {
        self.0.ok_or_else(|| Fault::new("missing", ["body"], "Field required").into())
    }

    /// The body, checked against a schema of the contract.
    pub(crate) fn checked(self, schema: &str) -> Result<Value, ApiError> {
        let body = self.required()?;
        super::validate::body(schema, &body)?;
        Ok(body)
    }
}

impl FromRequest<App> for Json {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let bytes = read_body(request, app).await?;
        if bytes.is_empty() {
            return Ok(Self(None));
        }
        serde_json::from_slice(&bytes).map(|value| Self(Some(value))).map_err(|error| {
            let place = [Value::from("body"), error.column().into()];
            Fault::new("json_invalid", place, format!("JSON decode error: {error}")).into()
        })
    }
}

/// Reads a body within the limits; one that announces to be too large is not read at all.
pub(crate) async fn read_body(request: Request<Body>, app: &App) -> Result<bytes::Bytes, ApiError> {
    let cap = app.engine.config().max_body_bytes;
    let too_large = || ApiError::too_large(format!("The request body is larger than {cap} bytes"));
    let announced = request
        .headers()
        .get(axum::http::header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > cap as u64) {
        return Err(too_large());
    }
    let read = to_bytes(request.into_body(), cap);
    match tokio::time::timeout(app.engine.config().read_timeout, read).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(too_large()),
        Err(_) => Err(ApiError::status_only(axum::http::StatusCode::REQUEST_TIMEOUT)),
    }
}

/// The id of a resource in a path.
pub(crate) fn id(text: &str, name: &str) -> Result<Uuid, ApiError> {
    Uuid::parse_str(text).map_err(|_| {
        Fault::new("uuid_parsing", ["path", name], "Input should be a valid UUID").input(text).into()
    })
}

/// The query of a request. Each reader notes what is wrong; [`Query::finish`] reports all of it at once.
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
    faults: Vec<Fault>,
}

impl Query {
    pub(crate) fn parse(raw: Option<&str>) -> Self {
        let pairs = raw.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self { pairs: pairs.collect(), faults: Vec::new() }
    }

    fn fault(&mut self, name: &str, kind: &'static str, msg: impl Into<String>, input: &str) {
        self.faults.push(Fault::new(kind, ["query", name], msg).input(input));
    }

    /// The last value given for a name.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        self.pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    /// All values given for a name.
    pub(crate) fn list(&mut self, name: &str) -> Vec<String> {
        self.pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// A whole number between two bounds.
    pub(crate) fn int(&mut self, name: &str, bounds: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let text = self.text(name)?;
        match text.trim().parse::<i64>() {
            Ok(value) if value < *bounds.start() => {
                let least = bounds.start();
                let msg = format!("Input should be greater than or equal to {least}");
                self.fault(name, "greater_than_equal", msg, &text);
            }
            Ok(value) if value > *bounds.end() => {
                let most = bounds.end();
                self.fault(
                    name,
                    "less_than_equal",
                    format!("Input should be less than or equal to {most}"),
                    &text,
                );
            }
            Ok(value) => return Some(value),
            Err(_) => self.fault(name, "int_parsing", "Input should be a valid integer", &text),
        }
        None
    }

    /// A truth value.
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        let text = self.text(name)?;
        match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" | "t" | "y" => Some(true),
            "false" | "0" | "no" | "off" | "f" | "n" => Some(false),
            _ => {
                self.fault(name, "bool_parsing", "Input should be a valid boolean", &text);
                None
            }
        }
    }

    /// A point in time.
    pub(crate) fn time(&mut self, name: &str) -> Option<Timestamp> {
        let text = self.text(name)?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.fault(
                name,
                "datetime_from_date_parsing",
                "Input should be a valid datetime with offset",
                &text,
            );
        }
        parsed
    }

    /// A UUID.
    pub(crate) fn uuid(&mut self, name: &str) -> Option<Uuid> {
        let text = self.text(name)?;
        let parsed = Uuid::parse_str(&text).ok();
        if parsed.is_none() {
            self.fault(name, "uuid_parsing", "Input should be a valid UUID", &text);
        }
        parsed
    }

    /// All values of a name, each one of `allowed`.
    pub(crate) fn choices(&mut self, name: &str, allowed: &[&str]) -> Vec<String> {
        let given = self.list(name);
        for value in given.iter().filter(|value| !allowed.contains(&value.as_str())) {
            self.fault(name, "enum", format!("Input should be one of {}", allowed.join(", ")), value);
        }
        given
    }

    /// Page number and page size.
    pub(crate) fn page(&mut self, default_size: usize, max_size: i64) -> PageRequest {
        let page = self.int("page", 1..=i64::MAX).unwrap_or(1);
        let size = self.int("size", 1..=max_size);
        let whole = |value: i64| usize::try_from(value).unwrap_or(usize::MAX);
        PageRequest { page: whole(page), size: size.map_or(default_size, whole) }
    }

    /// Limit and offset.
    pub(crate) fn slice(&mut self, default_limit: usize) -> SliceRequest {
        let limit = self.int("limit", 1..=1000);
        let offset = self.int("offset", 0..=i64::MAX).unwrap_or(0);
        let whole = |value: i64| usize::try_from(value).unwrap_or(usize::MAX);
        SliceRequest { limit: limit.map_or(default_limit, whole), offset: whole(offset) }
    }

    /// All that was wrong.
    pub(crate) fn finish(self) -> Result<(), ApiError> {
        if self.faults.is_empty() { Ok(()) } else { Err(ApiError::invalid(self.faults)) }
    }
}

/// Which page of a list is wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageRequest {
    page: usize,
    size: usize,
}

impl PageRequest {
    /// Cuts the page out of `items`: the page's items and how many there are in all.
    pub(crate) fn cut<T>(self, items: Vec<T>) -> (Vec<T>, usize) {
        let total = items.len();
        let skip = (self.page - 1).saturating_mul(self.size);
        (items.into_iter().skip(skip).take(self.size).collect(), total)
    }

    /// The page envelope of the contract.
    pub(crate) fn envelope(self, items: Vec<Value>) -> Value {
        let (items, total) = self.cut(items);
        serde_json::json!({ "items": items, "total": total, "page": self.page })
    }

    pub(crate) fn number(self) -> usize {
        self.page
    }
}

/// Which slice of a list is wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SliceRequest {
    limit: usize,
    offset: usize,
}

impl SliceRequest {
    /// The slice envelope of the contract, the items under `name`.
    pub(crate) fn envelope(self, name: &str, items: Vec<Value>) -> Value {
        let total = items.len();
        let items: Vec<Value> = items.into_iter().skip(self.offset).take(self.limit).collect();
        serde_json::json!({ "total": total, "limit": self.limit, "offset": self.offset, name: items })
    }
}

/// Decodes one part of a query: `+` is a space, `%XX` a byte.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let raw = text.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let escaped = raw.get(at + 1..at + 3).and_then(|digits| {
            let digits = digits.iter().all(u8::is_ascii_hexdigit).then_some(digits)?;
            u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
        });
        match (raw[at], escaped) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                at += 2;
            }
            (b'+', _) => bytes.push(b' '),
            (byte, _) => bytes.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
