//! Skills: instructions and helper files that agents can be given.

use steersman_wire::{PatchSkill, Skill};

use super::argument::{Name, Text};
use super::declare::resource;

resource! {
    /// Skills: instructions and helper files that agents can be given.
    Skills "skills"

    /// Lists skills, newest first.
    ///
    /// A page whose helper files are over 8 MiB is refused with 413: ask for one skill at a time then. `all()` does so by
    /// itself.
    ListSkills: GET "/api/v2/skills"
    => list_skills() -> Page(Skill) {
        /// Only skills with this text in their name.
        query name: Text;
        /// Only skills with this text in their name or description.
        query search: Text;
        /// The page, from 1 (default).
        query page: u64 .at_least(1) .default("1");
        /// Skills on a page: 1 to 1000, default 10.
        query size: u64 .range(1, 1000) .default("10");
        /// The order: `created_at` or `name`, descending with a `-` before it. Default `-created_at`.
        query sort: [Text] .one_of(&["created_at", "-created_at", "name", "-name"]) .default("[\"-created_at\"]");
    }

    /// Creates a skill. A name that is taken gives 409.
    CreateSkill: POST "/api/v2/skills"
    => create_skill() body skill: Skill -> 201 Json(Skill)

    /// Reads a skill.
    GetSkill: GET "/api/v2/skills/{name}"
    => get_skill(path name: Name) -> Json(Skill)

    /// Replaces a skill. The name in the body must be the same.
    UpdateSkill: PUT "/api/v2/skills/{name}"
    => update_skill(path name: Name) body skill: Skill -> Json(Skill)

    /// Changes the fields that are given; an explicit null clears one.
    PatchSkill: PATCH "/api/v2/skills/{name}"
    => patch_skill(path name: Name) body changes: PatchSkill -> Json(Skill)

    /// Deletes a skill.
    DeleteSkill: DELETE "/api/v2/skills/{name}"
    => delete_skill(path name: Name) -> Nothing
}
