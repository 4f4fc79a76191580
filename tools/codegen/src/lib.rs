//! Writes the bindings' types and methods, and the document that the runtime serves, from the core's definitions.
//!
//! The core describes itself ([`steersman::api::describe`]); [`document`] reads that, [`python`], [`typescript`] and [`swift`] write it
//! in their language, [`openapi`] as `OpenAPI`, and [`generate`] says which file gets what. See `docs/pipeline.md`. The command line
//! describes itself too.

pub mod document;
pub mod forms;
pub mod kotlin;
pub mod kotlin_resources;
pub mod openapi;
pub mod python;
pub mod python_names;
pub mod swift;
pub mod swift_enums;
pub mod swift_resources;
pub mod text;
pub mod typescript;
pub mod typescript_resources;
pub mod typescript_shapes;

use std::path::{Path, PathBuf};

use document::Document;
use forms::Forms;

/// A file that is generated: its place in the repository, and what must be in it.
#[derive(Debug)]
pub struct Generated {
    /// The path from the root of the repository.
    pub path: &'static str,
    /// The content.
    pub content: String,
}

impl Generated {
    /// Where the file is on this machine.
    pub fn location(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(self.path)
    }

    /// Whether the file is there with exactly this content.
    pub fn is_current(&self) -> bool {
        std::fs::read_to_string(self.location()).is_ok_and(|content| content == self.content)
    }
}

/// Every generated file.
pub fn generate() -> Vec<Generated> {
    let described = steersman::api::describe();
    let document = Document::read(&described);
    let forms = Forms::of(&document);
    let python = Forms::of(&document).with_bodies_as_objects(&document);
    let kotlin = kotlin::Kotlin::new(&document, &forms);
    let swift = swift::Swift::new(&document, &forms);
    vec![
        Generated { path: "docs/cli.schema.json", content: format!("{:#}\n", steersman_cli::json_schema()) },
        Generated { path: "docs/cli-reference.md", content: steersman_cli::markdown() },
        Generated { path: "runtime/src/http/openapi.json", content: openapi::emit(&described) },
        Generated {
            path: "bindings-python/python/steersman/types.py",
            content: python::types(&document, &python),
        },
        Generated {
            path: "bindings-python/python/steersman/inputs.py",
            content: python::inputs(&document, &python),
        },
        Generated {
            path: "bindings-python/python/steersman/resources.py",
            content: python::resources(&document, &python),
        },
        Generated {
            path: "bindings-python/python/steersman/names.py",
            content: python_names::emit(&document, &python),
        },
        Generated {
            path: "bindings-node/src/generated/types.ts",
            content: typescript::types(&document, &forms),
        },
        Generated {
            path: "bindings-node/src/generated/resources.ts",
            content: typescript_resources::emit(&document, &forms),
        },
        Generated {
            path: "bindings-node/src/generated/shapes.ts",
            content: typescript_shapes::emit(&document),
        },
        Generated {
            path: "bindings-swift/swift/Sources/Steersman/Generated/Types.swift",
            content: swift.types(),
        },
        Generated {
            path: "bindings-swift/swift/Sources/Steersman/Generated/Resources.swift",
            content: swift_resources::emit(&document, &swift),
        },
        Generated {
            path: "bindings-swift/kotlin/src/main/kotlin/dev/steersman/Types.kt",
            content: kotlin.types(),
        },
        Generated {
            path: "bindings-swift/kotlin/src/main/kotlin/dev/steersman/Resources.kt",
            content: kotlin_resources::emit(&document, &kotlin),
        },
    ]
}
