//! Constant fields (`kind`, `type`, `provider`) and names read as open enums.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An object that carries a constant field by which the service tells it apart.
pub trait Tagged {
    /// The value of that field.
    const VALUE: &'static str;
}

/// An object whose members are known by name.
pub trait Members {
    /// The names on the wire, in the order of the definition.
    const MEMBERS: &'static [&'static str];
}

/// A field's name on the wire: its name in Rust without the mark of a raw identifier.
pub(crate) const fn plain(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// The constant field of `T`: holds nothing, is always sent, and when read must be `T`'s value (or absent).
pub struct Tag<T>(PhantomData<fn() -> T>);

impl<T: Tagged> Tag<T> {
    /// The one value.
    pub const fn new() -> Self {
        Self(PhantomData)
    }

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        T::VALUE
    }
}

impl<T: Tagged> Default for Tag<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Tag<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Tag<T> {}

impl<T> PartialEq for Tag<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Tag<T> {}

impl<T: Tagged> fmt::Debug for Tag<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(T::VALUE, f)
    }
}

impl<T: Tagged> Serialize for Tag<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(T::VALUE)
    }
}

impl<'de, T: Tagged> Deserialize<'de> for Tag<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TagVisitor(PhantomData))
    }
}

struct TagVisitor<T>(PhantomData<fn() -> T>);

impl<T: Tagged> Visitor<'_> for TagVisitor<T> {
    type Value = Tag<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", T::VALUE)
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
        if name == T::VALUE {
            Ok(Tag::new())
        } else {
            Err(E::invalid_value(de::Unexpected::Str(name), &self))
        }
    }
}

/// Reads a string into a type made from a name, without an allocation for known names.
pub(crate) struct NameVisitor<T>(PhantomData<fn() -> T>);

impl<T> NameVisitor<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: for<'a> From<&'a str>> Visitor<'_> for NameVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<T, E> {
        Ok(T::from(name))
    }
}
