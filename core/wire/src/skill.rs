//! Skills: written know-how an agent can be given.

use std::collections::BTreeMap;

use crate::Extra;

wire_struct! {
    /// Written know-how for an agent.
    pub struct Skill [open, setters] {
        /// The name in the catalog; not empty.
        #[limits(min_length = 1)]
        pub name: String,
        /// When the skill is of use; the agent reads this to decide. Not empty.
        #[limits(min_length = 1)]
        pub description: String,
        /// The know-how itself; not empty.
        #[limits(min_length = 1)]
        pub body: String,
        /// Where the skill comes from.
        pub source: Option<String>,
        /// The pages it is for, 1 to 1,024 characters.
        #[limits(min_length = 1, max_length = 1024)]
        pub url_pattern: Option<String>,
        /// What the skill needs in order to work.
        pub compatibility: Option<String>,
        /// Helper files: path to content.
        pub files: Option<BTreeMap<String, String>>,
        /// Which of `files` may be executed.
        pub executable_files: Option<Vec<String>>,
    }
}

impl Skill {
    /// A skill made from its required parts.
    pub fn new(name: impl Into<String>, description: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: description.into(),
            body: body.into(),
            source: None,
            url_pattern: None,
            compatibility: None,
            files: None,
            executable_files: None,
            extra: Extra::new(),
        }
    }
}

wire_struct! {
    /// Changes some fields of a skill; absent fields stay, null clears.
    #[derive(Default)]
    pub struct PatchSkill [bare, setters] {
        /// When the skill is of use; not empty.
        #[limits(min_length = 1)]
        pub description: Nullable<String>,
        /// The know-how itself; not empty.
        #[limits(min_length = 1)]
        pub body: Nullable<String>,
        /// Where the skill comes from.
        pub source: Nullable<String>,
        /// The pages it is for, 1 to 1,024 characters.
        #[limits(min_length = 1, max_length = 1024)]
        pub url_pattern: Nullable<String>,
        /// What the skill needs in order to work.
        pub compatibility: Nullable<String>,
        /// Helper files: path to content. Replaces all of them.
        pub files: Nullable<BTreeMap<String, String>>,
        /// Which of `files` may be executed.
        pub executable_files: Nullable<Vec<String>>,
    }
}
