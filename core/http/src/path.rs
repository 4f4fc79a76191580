//! Names in paths: percent-encoded, so that no name can change which operation is called.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::Error;

/// Everything but the unreserved characters of RFC 3986.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One segment of a path, percent-encoded. `field` names the argument in the error.
///
/// # Errors
/// [`InvalidArgument`](crate::ErrorKind::InvalidArgument) when the value is empty, `.` or `..`: they would name another resource.
pub fn encode_path_segment<'a>(field: &str, value: &'a str) -> Result<Cow<'a, str>, Error> {
    match value {
        "" => Err(Error::invalid_argument(field, "must not be empty")),
        "." | ".." => Err(Error::invalid_argument(field, format!("`{value}` cannot be used as a name"))),
        _ => Ok(utf8_percent_encode(value, SEGMENT).into()),
    }
}

/// The name of a catalog entry (`h/web-surfer-pro`): slashes stay, everything else is percent-encoded.
///
/// # Errors
/// [`InvalidArgument`](crate::ErrorKind::InvalidArgument) when a part between slashes is empty, `.` or `..`.
pub fn encode_catalog_name<'a>(field: &str, name: &'a str) -> Result<Cow<'a, str>, Error> {
    if !name.contains('/') {
        return encode_path_segment(field, name);
    }
    let parts: Result<Vec<_>, _> = name.split('/').map(|part| encode_path_segment(field, part)).collect();
    match parts {
        Ok(parts) => Ok(parts.join("/").into()),
        Err(_) => Err(Error::invalid_argument(
            field,
            "the parts of a name between slashes must not be empty, `.` or `..`",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_slash_in_a_catalog_name_stays_and_everything_else_is_encoded() {
        assert_eq!(encode_catalog_name("name", "h/web-surfer-pro").unwrap(), "h/web-surfer-pro");
        assert_eq!(encode_catalog_name("name", "o/a?b#c%d e:3é").unwrap(), "o/a%3Fb%23c%25d%20e%3A3%C3%A9");
        assert_eq!(encode_path_segment("id", "a/b\\c").unwrap(), "a%2Fb%5Cc");
    }

    #[test]
    fn empty_and_dot_segments_are_refused_with_the_field() {
        for name in ["", ".", "..", "h/", "/h", "h//x", "h/..", "./x"] {
            let error = encode_catalog_name("agent_name", name).unwrap_err();
            assert_eq!(
                (error.kind(), error.field()),
                (ErrorKind::InvalidArgument, Some("agent_name")),
                "{name}"
            );
        }
        assert!(encode_path_segment("id", "..").is_err());
        assert_eq!(encode_path_segment("id", "...").unwrap(), "...");
    }
}
