//! Time zones by their IANA names.

/// Whether a time zone of this name is known.
pub(crate) fn is_known(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}
