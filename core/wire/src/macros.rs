//! The macros in which the wire types are written: one definition yields the Rust type, its serde form, its setters
//! and its
//! JSON Schema. [`wire_struct!`] defines objects, [`open_enum!`] sets of names that may grow, [`tagged_union!`] unions.

/// Defines an object of the contract.
///
/// Fields read like Rust, with the contract's view of absence behind an equals sign:
///
/// | field | when read | when sent |
/// | --- | --- | --- |
/// | `x: T` | required | always |
/// | `x: T = 0` / `x: T = absent` | absent or null becomes `T::default()` | always |
/// | `x: T = required` | as above, though the contract promises it | always |
/// | `x: Option<T>` | absent or null becomes `None` | left out when `None` |
/// | `x: Option<T> = true` / `= absent` | as above; not nullable in the contract (which has that default, or none) | as above |
/// | `x: Option<T> = required` | absent or null becomes `None` | `null` when `None` |
/// | `x: Nullable<T>` | absent and null are told apart | as it is |
/// | `x: Nullable<T> = absent` | as above; not nullable in the contract | as it is |
/// | `tag x: "name"` | absent, or exactly that name | always |
///
/// After the name comes what becomes of other fields:
///
/// | | other fields | the contract |
/// | --- | --- | --- |
/// | `open` | are kept in `extra` | lets them be |
/// | `bare` | nobody here has any to send | lets them be |
/// | `tolerant` | are kept in `extra` | promises that there are none |
/// | `closed` | nobody here has any to send | refuses them |
///
/// Then `checked` adds the rules of `CheckWhole`, and `setters` gives each optional field a by-value setter of the same name.
/// `#[limits(..)]` is checked by `validate` and told in the schema.
macro_rules! wire_struct {
    (
        $(#[doc = $doc:literal])*
        $(#[derive($($derive:ident),+)])?
        pub struct $name:ident [$($option:ident),+] { $($body:tt)* }
    ) => {
        wire_struct! { @munch { ([$($doc)*] [$($($derive),+)?] $name [$($option)+]) [] [] [] [] } { $($body)* } }
    };

    // One field after the other: its documentation and limits, its name, then what it holds.
    (@munch $state:tt {}) => { wire_struct! { @emit $state } };
    (@munch $state:tt { $(#[doc = $doc:literal])* tag $field:ident: $value:literal, $($rest:tt)* }) => {
        wire_struct! { @tag $state [$($doc)*] $field $value { $($rest)* } }
    };
    (@munch $state:tt {
        $(#[doc = $doc:literal])* $(#[limits($($limit:ident = $value:tt),+)])? pub $field:ident: $($rest:tt)*
    }) => {
        wire_struct! { @field $state ([$($doc)*] [$($($limit = $value),+)?] $field) $($rest)* }
    };

    // What a field holds: serde's attribute, the Rust type, the contract's type, its presence, its default, its setter.
    (@field $state:tt $name:tt Option<$t:ty> = required, $($rest:tt)*) => {
        wire_struct! { @push $state $name (#[serde(default)]) (Option<$t>) ($t) RequiredNullable () () { $($rest)* } }
    };
    (@field $state:tt $name:tt Option<$t:ty> = absent, $($rest:tt)*) => {
        wire_struct! { @option $state $name ($t) Optional () (plain $t) { $($rest)* } }
    };
    (@field $state:tt $name:tt Option<String> = $default:tt, $($rest:tt)*) => {
        wire_struct! { @option $state $name (String) Optional ($default) (text) { $($rest)* } }
    };
    (@field $state:tt $name:tt Option<$t:ty> = $default:tt, $($rest:tt)*) => {
        wire_struct! { @option $state $name ($t) Optional ($default) (plain $t) { $($rest)* } }
    };
    (@field $state:tt $name:tt Option<String>, $($rest:tt)*) => {
        wire_struct! { @option $state $name (String) OptionalNullable () (text) { $($rest)* } }
    };
    (@field $state:tt $name:tt Option<$t:ty>, $($rest:tt)*) => {
        wire_struct! { @option $state $name ($t) OptionalNullable () (plain $t) { $($rest)* } }
    };
    (@field $state:tt $name:tt Nullable<$t:ty> = absent, $($rest:tt)*) => {
        wire_struct! {
            @push $state $name (#[serde(default, skip_serializing_if = "crate::Nullable::is_absent")])
            (crate::Nullable<$t>) ($t) Optional () (nullable $t) { $($rest)* }
        }
    };
    (@field $state:tt $name:tt Nullable<$t:ty>, $($rest:tt)*) => {
        wire_struct! {
            @push $state $name (#[serde(default, skip_serializing_if = "crate::Nullable::is_absent")])
            (crate::Nullable<$t>) ($t) OptionalNullable () (nullable $t) { $($rest)* }
        }
    };
    (@field $state:tt $name:tt $t:ty = required, $($rest:tt)*) => {
        wire_struct! { @lenient $state $name ($t) Required () { $($rest)* } }
    };
    (@field $state:tt $name:tt $t:ty = absent, $($rest:tt)*) => {
        wire_struct! { @lenient $state $name ($t) Optional () { $($rest)* } }
    };
    (@field $state:tt $name:tt $t:ty = $default:tt, $($rest:tt)*) => {
        wire_struct! { @lenient $state $name ($t) Optional ($default) { $($rest)* } }
    };
    (@field $state:tt $name:tt $t:ty, $($rest:tt)*) => {
        wire_struct! { @push $state $name () ($t) ($t) Required () () { $($rest)* } }
    };

    (@option $state:tt $name:tt ($t:ty) $presence:ident $default:tt $setter:tt $rest:tt) => {
        wire_struct! {
            @push $state $name (#[serde(default, skip_serializing_if = "Option::is_none")])
            (Option<$t>) ($t) $presence $default $setter $rest
        }
    };
    (@lenient $state:tt $name:tt ($t:ty) $presence:ident $default:tt $rest:tt) => {
        wire_struct! {
            @push $state $name (#[serde(default, deserialize_with = "crate::nullable::null_as_default")])
            ($t) ($t) $presence $default () $rest
        }
    };
    (@push { $head:tt [$($fields:tt)*] [$($setters:tt)*] [$($schema:tt)*] $tag:tt }
        ([$($doc:literal)*] $limits:tt $field:ident)
        ($($serde:tt)*) ($rust:ty) ($plain:ty) $presence:ident $default:tt $setter:tt { $($rest:tt)* }
    ) => {
        wire_struct! { @munch {
            $head
            [$($fields)* $(#[doc = $doc])* $($serde)* pub $field: $rust,]
            [$($setters)* { [$($doc)*] $field $setter }]
            [$($schema)* { [$($doc)*] $limits $field ($plain) $presence $default }]
            $tag
        } { $($rest)* } }
    };
    (@tag { ([$($sdoc:literal)*] $derive:tt $name:ident $options:tt) [$($fields:tt)*] $setters:tt $schema:tt [] }
        [$($doc:literal)*] $field:ident $value:literal { $($rest:tt)* }
    ) => {
        wire_struct! { @munch {
            ([$($sdoc)*] $derive $name $options)
            [$($fields)* $(#[doc = $doc])* #[serde(default)] pub $field: crate::tag::Tag<$name>,]
            $setters
            $schema
            [{ [$($doc)*] $field $value }]
        } { $($rest)* } }
    };

    // The type.
    (@emit { ($docs:tt $derive:tt $name:ident [open $($option:ident)*]) $($parts:tt)* }) => {
        wire_struct! { @kept ($docs $derive $name true [$($option)*]) $($parts)* }
    };
    (@emit { ($docs:tt $derive:tt $name:ident [tolerant $($option:ident)*]) $($parts:tt)* }) => {
        wire_struct! { @kept ($docs $derive $name false [$($option)*]) $($parts)* }
    };
    (@emit { ($docs:tt $derive:tt $name:ident [bare $($option:ident)*]) $($parts:tt)* }) => {
        wire_struct! { @exact ($docs $derive $name true [$($option)*]) $($parts)* }
    };
    (@emit { ($docs:tt $derive:tt $name:ident [closed $($option:ident)*]) $($parts:tt)* }) => {
        wire_struct! { @exact ($docs $derive $name false [$($option)*]) $($parts)* }
    };
    (@kept
        ([$($doc:literal)*] [$($derive:ident),*] $name:ident $open:literal $options:tt)
        [$($fields:tt)*] $setters:tt $schema:tt $tag:tt
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, $($derive),*)]
        pub struct $name {
            $($fields)*
            /// Fields this version does not know, as they came.
            #[serde(flatten)]
            pub extra: crate::Extra,
        }
        wire_struct! { @rest [$($doc)*] $name $open $options $setters $schema $tag }
    };
    (@exact
        ([$($doc:literal)*] [$($derive:ident),*] $name:ident $open:literal $options:tt)
        [$($fields:tt)*] $setters:tt $schema:tt $tag:tt
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, $($derive),*)]
        pub struct $name {
            $($fields)*
        }
        wire_struct! { @rest [$($doc)*] $name $open $options $setters $schema $tag }
    };

    (@rest [$($doc:literal)*] $name:ident $open:literal $options:tt $setters:tt [$($schema:tt)*] [$($tag:tt)*]) => {
        wire_struct! { @setters $options $name $setters }
        impl crate::Members for $name {
            const MEMBERS: &'static [&'static str] = wire_struct! { @members [$($schema)*] [$($tag)*] };
        }
        $( wire_struct! { @tagged $name $tag } )*
        impl crate::raw::FromJson for $name {
            fn from_json(text: &str) -> Result<Self, serde_json::Error> {
                crate::raw::mended(text)
            }
        }
        impl crate::validate::Check for $name {
            fn check(&self, _: &crate::validate::Limits) -> Result<(), crate::FieldError> {
                $( wire_struct! { @check self $schema } )*
                wire_struct! { @check_whole self $options }
            }
        }
        impl $name {
            /// Checks the limits the contract states; the error names the field.
            pub fn validate(&self) -> Result<(), crate::FieldError> {
                crate::validate::Check::check(self, &crate::validate::Limits::NONE)
            }
        }
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            #[allow(unused_mut, unused_variables, reason = "some objects have no properties")]
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut object = crate::schema::ObjectSchema::new(&[$($doc),*], $open);
                $( wire_struct! { @tag_schema object $tag } )*
                $( wire_struct! { @property object generator $schema } )*
                object.finish()
            }
        }
    };

    (@tagged $name:ident { [$($doc:literal)*] $field:ident $value:literal }) => {
        impl crate::tag::Tagged for $name {
            const VALUE: &'static str = $value;
        }
    };
    (@tag_schema $object:ident { [$($doc:literal)*] $field:ident $value:literal }) => {
        $object.tag(crate::tag::plain(stringify!($field)), &[$($doc),*], $value);
    };
    (@property $object:ident $generator:ident {
        [$($doc:literal)*] [$($k:ident = $v:tt),*] $field:ident ($t:ty) $presence:ident ($($default:tt)?)
    }) => {
        $object.property(crate::schema::Property {
            name: crate::tag::plain(stringify!($field)),
            docs: &[$($doc),*],
            schema: $generator.subschema_for::<$t>(),
            presence: crate::schema::Presence::$presence,
            default: None $( .or(Some(serde_json::json!($default))) )?,
            limits: crate::validate::Limits { $( $k: Some($v), )* ..crate::validate::Limits::NONE },
        });
    };

    (@members [$({ $docs:tt $limits:tt $field:ident $type:tt $presence:ident $default:tt })*]
        [$({ $tag_docs:tt $tag:ident $value:literal })*]
    ) => {
        &[$(crate::tag::plain(stringify!($tag)),)* $(crate::tag::plain(stringify!($field)),)*]
    };

    (@check $self:ident { $docs:tt [$($k:ident = $v:tt),*] $field:ident $($rest:tt)* }) => {
        crate::validate::Check::check(
            &$self.$field,
            &crate::validate::Limits { $( $k: Some($v), )* ..crate::validate::Limits::NONE },
        )
        .map_err(|error| error.within(crate::tag::plain(stringify!($field))))?;
    };
    (@check_whole $self:ident [checked $($rest:ident)*]) => {
        crate::validate::CheckWhole::check_whole($self)
    };
    (@check_whole $self:ident [$($rest:ident)*]) => {
        Ok(())
    };

    (@setters [] $name:ident $setters:tt) => {};
    (@setters [checked $($option:ident)*] $name:ident $setters:tt) => {
        wire_struct! { @setters [$($option)*] $name $setters }
    };
    (@setters [setters] $name:ident [$($setter:tt)*]) => {
        impl $name {
            $( wire_struct! { @setter $setter } )*
        }
    };
    (@setter { $docs:tt $field:ident () }) => {};
    (@setter { [$($doc:literal)*] $field:ident (plain $t:ty) }) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        ///
        $(#[doc = $doc])*
        #[must_use]
        pub fn $field(mut self, value: $t) -> Self {
            self.$field = Some(value);
            self
        }
    };
    (@setter { [$($doc:literal)*] $field:ident (text) }) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        ///
        $(#[doc = $doc])*
        #[must_use]
        pub fn $field(mut self, value: impl Into<String>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    (@setter { [$($doc:literal)*] $field:ident (nullable $t:ty) }) => {
        #[doc = concat!("Sets `", stringify!($field), "`; `None` sends an explicit null.")]
        ///
        $(#[doc = $doc])*
        #[must_use]
        pub fn $field(mut self, value: impl Into<crate::Nullable<$t>>) -> Self {
            self.$field = value.into();
            self
        }
    };
}

/// Defines a set of names that the service may extend: one variant per known name, `Other` for the rest.
macro_rules! open_enum {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $( $(#[doc = $vdoc:literal])* $variant:ident = $value:literal, )+
        }
    ) => {
        $(#[doc = $doc])*
        ///
        /// An open set: a name that is not known here is kept in `Other`.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[doc = $vdoc])* $variant, )+
            /// A name this version does not know, as it came.
            Other(String),
        }

        impl $name {
            /// The names known here, as on the wire.
            pub const KNOWN: &'static [&'static str] = &[$($value),+];

            /// The name on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $value, )+
                    Self::Other(name) => name,
                }
            }

            fn known(name: &str) -> Option<Self> {
                match name {
                    $( $value => Some(Self::$variant), )+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self::known(name).unwrap_or_else(|| Self::Other(name.to_owned()))
            }
        }

        impl From<String> for $name {
            fn from(name: String) -> Self {
                Self::known(&name).unwrap_or(Self::Other(name))
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;
            fn from_str(name: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(name))
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(crate::tag::NameVisitor::new())
            }
        }

        impl crate::validate::Check for $name {
            fn check(&self, _: &crate::validate::Limits) -> Result<(), crate::FieldError> {
                Ok(())
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                crate::schema::open_enum(&[$($doc),*], &[$( ($value, &[$($vdoc),*]) ),+])
            }
        }
    };
}

/// Defines a union told apart by one field; members that are unknown, or not as expected, are kept as JSON in
/// `Unknown`.
macro_rules! tagged_union {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident by $tag:literal {
            $( $(#[doc = $vdoc:literal])* $value:literal => $variant:ident($member:ty), )+
        }
    ) => {
        $(#[doc = $doc])*
        ///
        /// An open union: what is not known here, or not shaped as expected, is kept in `Unknown`.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "members are read far more often than moved")]
        pub enum $name {
            $( $(#[doc = $vdoc])* $variant($member), )+
            /// A member this version cannot type, as it came.
            Unknown(serde_json::Value),
        }

        impl $name {
            /// The value of the discriminator, when there is one.
            pub fn tag(&self) -> Option<&str> {
                match self {
                    $( Self::$variant(_) => Some($value), )+
                    Self::Unknown(value) => value.get($tag).and_then(serde_json::Value::as_str),
                }
            }

            /// Checks the limits the contract states; the error names the field. What is unknown passes.
            pub fn validate(&self) -> Result<(), crate::FieldError> {
                crate::validate::Check::check(self, &crate::validate::Limits::NONE)
            }
        }

        impl crate::raw::FromJson for $name {
            /// Looks for the discriminator first, so that the member is read straight from the text.
            fn from_json(text: &str) -> Result<Self, serde_json::Error> {
                let typed = match crate::raw::text_member(text, $tag).as_deref() {
                    $( Some($value) => crate::raw::mended::<$member>(text).ok().map(Self::$variant), )+
                    _ => None,
                };
                match typed {
                    Some(typed) => Ok(typed),
                    None => crate::raw::mended(text).map(Self::Unknown),
                }
            }
        }

        impl crate::validate::Check for $name {
            fn check(&self, limits: &crate::validate::Limits) -> Result<(), crate::FieldError> {
                match self {
                    $( Self::$variant(member) => crate::validate::Check::check(member, limits), )+
                    Self::Unknown(_) => Ok(()),
                }
            }
        }

        $(
            impl From<$member> for $name {
                fn from(member: $member) -> Self {
                    Self::$variant(member)
                }
            }
        )+

        impl From<serde_json::Value> for $name {
            fn from(value: serde_json::Value) -> Self {
                let typed = match value.get($tag).and_then(serde_json::Value::as_str) {
                    $( Some($value) => <$member as serde::Deserialize>::deserialize(&value).ok().map(Self::$variant), )+
                    _ => None,
                };
                typed.unwrap_or(Self::Unknown(value))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(member) => member.serialize(serializer), )+
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde_json::Value::deserialize(deserializer).map(Self::from)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                crate::schema::tagged_union(
                    &[$($doc),*],
                    $tag,
                    vec![$( ($value, generator.subschema_for::<$member>()) ),+],
                )
            }
        }
    };
}
