//! The limits the contract states, checked before a request is sent. Each type's `validate` is the entry; what a
//! field is held to
//! stands beside the field, rules over several fields are here.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use crate::{
    Agent, AgentRef, Browser, BrowserNetwork, ContentSource, CreateWebhook, CronTiming, Environment,
    FileContent, Messages, Nullable, Page, Ref, Secret, SessionRequest, Tag, Timestamp, ToolDefinition,
    ToolResults, UpdateWebhook, UserMessageEvent, WorkstationStorage,
};

/// How many files a message may carry.
pub const MAX_MESSAGE_FILES: usize = 10;
/// How many bytes the files of a message may have together, decoded.
pub const MAX_MESSAGE_FILE_BYTES: u64 = 7_000_000;

/// A value that the service would refuse. Never holds the value itself, which may be a secret or very long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The way to the field, such as `messages[2].files`; empty for the value itself.
    pub field: String,
    /// What may stand there.
    pub expected: String,
    /// What stands there, in general terms.
    pub got: String,
}

impl FieldError {
    /// A fault of the value itself; the way to it is added on the way out.
    pub fn new(expected: impl Into<String>, got: impl Into<String>) -> Self {
        Self { field: String::new(), expected: expected.into(), got: got.into() }
    }

    /// The same fault seen from the object that has the value in `field`.
    #[must_use]
    pub fn within(mut self, field: &str) -> Self {
        self.field = match self.field.as_str() {
            "" => field.to_owned(),
            inner if inner.starts_with('[') => format!("{field}{inner}"),
            inner => format!("{field}.{inner}"),
        };
        self
    }

    /// The same fault seen from the list that has the value at `index`.
    #[must_use]
    pub fn within_index(self, index: usize) -> Self {
        self.within(&format!("[{index}]"))
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = if self.field.is_empty() { "value" } else { &self.field };
        write!(f, "{field}: expected {}, got {}", self.expected, self.got)
    }
}

impl std::error::Error for FieldError {}

/// What a field is held to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    /// Characters of a text, at least.
    pub(crate) min_length: Option<u32>,
    /// Characters of a text, at most.
    pub(crate) max_length: Option<u32>,
    /// A number, at least.
    pub(crate) minimum: Option<u32>,
    /// A number must be greater.
    pub(crate) above: Option<u32>,
    /// Entries of a list, at least.
    pub(crate) min_items: Option<u32>,
    /// The JSON types of a value whose Rust type leaves them open; told in the schema, not checked.
    #[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "only schemas tell it"))]
    pub(crate) types: Option<[&'static str; 2]>,
    /// The form of a text, or of each text of a list, by its name in JSON Schema; told in the schema, not checked: which ids
    /// exist is for the service to say.
    #[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "only schemas tell it"))]
    pub(crate) format: Option<&'static str>,
    /// What a text must match; told in the schema, checked by the type's `CheckWhole`.
    #[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "only schemas tell it"))]
    pub(crate) pattern: Option<&'static str>,
    /// Whether the service takes it and never gives it back.
    #[cfg_attr(not(feature = "schema"), expect(dead_code, reason = "only schemas tell it"))]
    pub(crate) write_only: Option<bool>,
}

impl Limits {
    pub(crate) const NONE: Self = Self {
        min_length: None,
        max_length: None,
        minimum: None,
        above: None,
        min_items: None,
        types: None,
        format: None,
        pattern: None,
        write_only: None,
    };
}

/// A value that can be held to limits, and its parts to theirs.
pub(crate) trait Check {
    fn check(&self, limits: &Limits) -> Result<(), FieldError>;
}

impl Check for str {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        if limits.min_length.is_none() && limits.max_length.is_none() {
            return Ok(());
        }
        let length = self.chars().count() as u64;
        let fits = limits.min_length.is_none_or(|min| length >= min.into())
            && limits.max_length.is_none_or(|max| length <= max.into());
        if fits {
            return Ok(());
        }
        let expected = match (limits.min_length, limits.max_length) {
            (Some(min), Some(max)) => format!("{min} to {max} characters"),
            (None, Some(max)) => format!("at most {max} characters"),
            (Some(1), None) => "a text that is not empty".to_owned(),
            (min, None) => format!("at least {} characters", min.unwrap_or_default()),
        };
        Err(FieldError::new(
            expected,
            if length == 0 { "an empty text".into() } else { format!("{length} characters") },
        ))
    }
}

impl Check for String {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        self.as_str().check(limits)
    }
}

impl Check for f64 {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        if !self.is_finite() {
            // JSON has no such numbers: it would be sent as null, which means something else.
            Err(FieldError::new("a finite number", self.to_string()))
        } else if let Some(above) = limits.above.filter(|above| *self <= f64::from(*above)) {
            Err(FieldError::new(format!("a number above {above}"), self.to_string()))
        } else if let Some(minimum) = limits.minimum.filter(|minimum| *self < f64::from(*minimum)) {
            Err(FieldError::new(format!("a number of at least {minimum}"), self.to_string()))
        } else {
            Ok(())
        }
    }
}

impl Check for u64 {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        if let Some(above) = limits.above.filter(|above| *self <= u64::from(*above)) {
            Err(FieldError::new(format!("a number above {above}"), self.to_string()))
        } else if let Some(minimum) = limits.minimum.filter(|minimum| *self < u64::from(*minimum)) {
            Err(FieldError::new(format!("a number of at least {minimum}"), self.to_string()))
        } else {
            Ok(())
        }
    }
}

impl Check for u32 {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        u64::from(*self).check(limits)
    }
}

impl<T: Check> Check for Option<T> {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        self.as_ref().map_or(Ok(()), |value| value.check(limits))
    }
}

impl<T: Check> Check for Nullable<T> {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        self.as_ref().map_or(Ok(()), |value| value.check(limits))
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        if let Some(min) = limits.min_items.filter(|min| (self.len() as u64) < u64::from(*min)) {
            return Err(FieldError::new(format!("at least {min} entries"), self.len().to_string()));
        }
        self.iter().enumerate().try_for_each(|(index, value)| {
            value.check(&Limits::NONE).map_err(|error| error.within_index(index))
        })
    }
}

impl<T: Check> Check for Page<T> {
    fn check(&self, _: &Limits) -> Result<(), FieldError> {
        self.items.check(&Limits::NONE).map_err(|error| error.within("items"))
    }
}

impl<T: Check> Check for Ref<T> {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        match self {
            Self::Name(name) => name.check(&Limits { min_length: Some(1), ..Limits::NONE }),
            Self::Inline(thing) => thing.check(limits),
            Self::Unknown(_) => Ok(()),
        }
    }
}

impl Check for Messages {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        match self {
            Self::Text(_) | Self::Unknown(_) => Ok(()),
            Self::One(message) => message.check(limits),
            Self::Many(messages) => messages.check(limits),
        }
    }
}

impl Check for ToolResults {
    fn check(&self, limits: &Limits) -> Result<(), FieldError> {
        match self {
            Self::One(result) => result.check(limits),
            Self::Batch(batch) => batch.check(limits),
        }
    }
}

impl ToolResults {
    /// Checks the limits the contract states; the error names the field.
    pub fn validate(&self) -> Result<(), FieldError> {
        self.check(&Limits::NONE)
    }
}

/// Types that the contract does not limit.
macro_rules! unlimited {
    ($($t:ty),+) => {
        $(
            impl Check for $t {
                fn check(&self, _: &Limits) -> Result<(), FieldError> {
                    Ok(())
                }
            }
        )+
    };
}

unlimited!(bool, Value, Map<String, Value>, BTreeMap<String, String>, BTreeMap<String, Secret>, Secret, Timestamp);
unlimited!(crate::ContentPart, crate::ErrorDetail, crate::Location, crate::RawJson, crate::SessionEvent);

impl<T> Check for Tag<T> {
    fn check(&self, _: &Limits) -> Result<(), FieldError> {
        Ok(())
    }
}

/// Whether `name` can name something in the catalog: lower-case ASCII letters, digits and hyphens, a letter or digit
/// at both ends, up to
/// 63 characters per segment; at most one prefix with a slash; up to 127 characters in all.
pub fn validate_catalog_name(name: &str) -> Result<(), FieldError> {
    let segment = |segment: &str| {
        let bytes = segment.as_bytes();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        bytes.len() <= 63
            && bytes.iter().all(|byte| plain(*byte) || *byte == b'-')
            && bytes.first().copied().is_some_and(plain)
            && bytes.last().copied().is_some_and(plain)
    };
    let fits = match name.split_once('/') {
        Some((prefix, rest)) => segment(prefix) && segment(rest),
        None => segment(name),
    };
    if fits {
        Ok(())
    } else {
        Err(FieldError::new(
            "lower-case letters, digits and hyphens, up to 63 per segment, one prefix at most",
            "another name",
        ))
    }
}

/// Rules over several fields of an object, or over its form; called by the object's `validate` after its fields.
pub(crate) trait CheckWhole {
    fn check_whole(&self) -> Result<(), FieldError>;
}

impl CheckWhole for SessionRequest {
    fn check_whole(&self) -> Result<(), FieldError> {
        match &self.agent {
            AgentRef::Unknown(_) => {
                Err(FieldError::new("a name or an agent", "another value").within("agent"))
            }
            AgentRef::Name(_) | AgentRef::Inline(_) => Ok(()),
        }
    }
}

impl CheckWhole for Agent {
    fn check_whole(&self) -> Result<(), FieldError> {
        let mut seen = Vec::new();
        for (index, environment) in self.environments.iter().enumerate() {
            let Some(kind) = environment.inline().and_then(Environment::tag) else { continue };
            if seen.contains(&kind) {
                let error =
                    FieldError::new("one environment per kind", format!("a second one of kind {kind}"));
                return Err(error.within_index(index).within("environments"));
            }
            seen.push(kind);
        }
        Ok(())
    }
}

impl CheckWhole for ToolDefinition {
    fn check_whole(&self) -> Result<(), FieldError> {
        let mut bytes = self.name.bytes();
        let fits = bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if fits {
            Ok(())
        } else {
            let got = format!("{:?}", self.name.chars().take(64).collect::<String>());
            Err(FieldError::new("letters, digits and underscores, not starting with a digit", got)
                .within("name"))
        }
    }
}

impl CheckWhole for UserMessageEvent {
    fn check_whole(&self) -> Result<(), FieldError> {
        let files = self.files.as_deref().unwrap_or_default();
        if files.len() > MAX_MESSAGE_FILES {
            let error = FieldError::new(
                format!("at most {MAX_MESSAGE_FILES} files"),
                format!("{} files", files.len()),
            );
            return Err(error.within("files"));
        }
        let bytes: u64 = files.iter().map(decoded_bytes).sum();
        if bytes > MAX_MESSAGE_FILE_BYTES {
            let expected = format!("at most {MAX_MESSAGE_FILE_BYTES} bytes in all files");
            return Err(FieldError::new(expected, format!("{bytes} bytes")).within("files"));
        }
        Ok(())
    }
}

/// The size of a file's content after base64 is undone; files given by URL weigh nothing.
fn decoded_bytes(file: &FileContent) -> u64 {
    if !matches!(file.r#type, None | Some(ContentSource::Base64)) {
        return 0;
    }
    let digits = file.source.trim_end_matches('=').len() as u64;
    digits * 3 / 4
}

impl CheckWhole for Browser {
    fn check_whole(&self) -> Result<(), FieldError> {
        let uses_default = self.use_default_browser_profile == Some(true);
        if uses_default && self.browser_profile_id.is_some() {
            let error = FieldError::new("either a profile or the default profile", "both");
            return Err(error.within("use_default_browser_profile"));
        }
        if self.persist_browser_profile == Some(true) && !uses_default && self.browser_profile_id.is_none() {
            let error = FieldError::new("a profile to write back to", "none");
            return Err(error.within("persist_browser_profile"));
        }
        Ok(())
    }
}

impl CheckWhole for BrowserNetwork {
    fn check_whole(&self) -> Result<(), FieldError> {
        if self.proxy_url.is_some() && self.managed_proxy.is_some() {
            return Err(FieldError::new("either a proxy of one's own or a managed one", "both")
                .within("managed_proxy"));
        }
        Ok(())
    }
}

impl CheckWhole for WorkstationStorage {
    fn check_whole(&self) -> Result<(), FieldError> {
        let given =
            [self.volume_id.is_some(), self.use_default_volume == Some(true), self.ephemeral == Some(true)];
        match given.into_iter().filter(|given| *given).count() {
            1 => Ok(()),
            count => Err(FieldError::new(
                "exactly one of volume_id, use_default_volume and ephemeral",
                format!("{count} of them"),
            )),
        }
    }
}

impl CheckWhole for CronTiming {
    fn check_whole(&self) -> Result<(), FieldError> {
        match self.expression.split_whitespace().count() {
            5 => Ok(()),
            count => Err(FieldError::new("five fields", format!("{count} fields")).within("expression")),
        }
    }
}

impl CheckWhole for CreateWebhook {
    fn check_whole(&self) -> Result<(), FieldError> {
        check_https(&self.url)
    }
}

impl CheckWhole for UpdateWebhook {
    fn check_whole(&self) -> Result<(), FieldError> {
        self.url.as_deref().map_or(Ok(()), check_https)
    }
}

fn check_https(url: &str) -> Result<(), FieldError> {
    const SCHEME: &str = "https://";
    if url.get(..SCHEME.len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME)) {
        Ok(())
    } else {
        Err(FieldError::new("an https URL", "another URL").within("url"))
    }
}
