//! Files and images in messages, and the files of a running session.

use crate::{Extra, Timestamp};

open_enum! {
    /// How the content of a file or image is given.
    pub enum ContentSource {
        /// `source` is a URL.
        Url = "url",
        /// `source` is base64.
        Base64 = "base64",
    }
}

wire_struct! {
    /// A file that goes with a message. At most 10 files and 7,000,000 bytes per message; sent as base64, read back
    /// as a URL.
    pub struct FileContent [open, setters] {
        /// How `source` is to be read.
        pub r#type: Option<ContentSource> = "base64",
        /// The content in base64, or the URL where it is.
        pub source: String,
        /// The file name the agent sees.
        pub name: String,
        /// The media type; guessed from the name when absent.
        pub media_type: Option<String>,
        /// The size in bytes; set by the service.
        pub size_bytes: Option<u64>,
    }
}

impl FileContent {
    /// A file whose content is given in base64.
    pub fn base64(name: impl Into<String>, content: impl Into<String>) -> Self {
        Self {
            r#type: Some(ContentSource::Base64),
            source: content.into(),
            name: name.into(),
            media_type: None,
            size_bytes: None,
            extra: Extra::new(),
        }
    }
}

wire_struct! {
    /// An image, by URL or inline.
    pub struct ImageContent [open, setters] {
        /// The content in base64, or the URL where it is.
        pub source: String,
        /// How `source` is to be read.
        pub r#type: ContentSource,
        /// The media type, such as `image/png`.
        pub media_type: Option<String>,
    }
}

wire_struct! {
    /// Asks for the entries of a folder of a session, newest first.
    #[derive(Default)]
    pub struct ListFilesRequest [bare, setters] {
        /// The folder; only allow-listed roots can be read.
        pub path: Option<String> = "~/Downloads",
        /// How many entries to give at most, at least 1.
        #[limits(minimum = 1)]
        pub max_entries: Option<u64> = 500,
        /// Only entries older than this: `modified_at` of the last entry of the previous page.
        pub modified_before: Option<Timestamp>,
        /// With equal times, only entries whose name comes after this: `name` of the last entry of the previous page.
        pub name_after: Option<String>,
    }
}

wire_struct! {
    /// The entries of a folder, newest first.
    pub struct ListFilesResponse [open] {
        /// The folder.
        pub path: String,
        /// Its entries.
        pub files: Vec<FileEntry> = required,
        /// Whether there are more entries than given.
        pub truncated: bool = required,
    }
}

wire_struct! {
    /// One entry of a folder.
    pub struct FileEntry [open] {
        /// The name within its folder.
        pub name: String,
        /// The whole path.
        pub path: String,
        /// The size in bytes.
        pub size_bytes: u64,
        /// When it was last changed.
        pub modified_at: Timestamp,
        /// Whether it is a folder.
        pub is_dir: bool,
    }
}

wire_struct! {
    /// Asks for the content of a file of a session.
    pub struct ReadFileRequest [bare] {
        /// The file; only allow-listed roots can be read.
        pub path: String,
    }
}

impl ReadFileRequest {
    /// Asks for the file at `path`.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into() }
    }
}

wire_struct! {
    /// The content of a file of a session.
    pub struct ReadFileResponse [open] {
        /// The file.
        pub path: String,
        /// Its content in base64.
        pub content_base64: String,
        /// Its size in bytes.
        pub size_bytes: u64,
        /// When it was last changed.
        pub modified_at: Timestamp,
    }
}

wire_struct! {
    /// Writes a file of a session.
    pub struct WriteFileRequest [bare] {
        /// The file; only allow-listed roots can be written.
        pub path: String,
        /// The content in base64; the service caps its size.
        pub content_base64: String,
    }
}

impl WriteFileRequest {
    /// Writes `content_base64` to the file at `path`.
    pub fn new(path: impl Into<String>, content_base64: impl Into<String>) -> Self {
        Self { path: path.into(), content_base64: content_base64.into() }
    }
}

wire_struct! {
    /// A file that was written.
    pub struct WriteFileResponse [open] {
        /// The file.
        pub path: String,
        /// Its size in bytes.
        pub size_bytes: u64,
    }
}
