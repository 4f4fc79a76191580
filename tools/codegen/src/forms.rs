//! Which types are read, which are written, and which are both: a type that is written is more lenient than one that is read.

use std::collections::BTreeSet;

use crate::document::{BODY, Definition, Document, Reply, Shape, Type};

/// Whether a type is given to the service or comes from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It comes from the service.
    Output,
    /// It is given to the service: members may be left out.
    Input,
}

/// The definitions by form.
#[derive(Debug)]
pub struct Forms {
    inputs: BTreeSet<String>,
    outputs: BTreeSet<String>,
}

impl Forms {
    /// Sorts the definitions of a document. What no operation mentions (events, webhook deliveries) comes from the service.
    pub fn of(document: &Document) -> Self {
        let arguments = document.operations.iter().flat_map(|operation| &operation.arguments);
        let reached = document.reachable(arguments.map(|argument| &argument.kind));
        let inputs: BTreeSet<String> =
            reached.iter().filter(|name| has_objects(document, name)).cloned().collect();
        let replies = document.operations.iter().filter_map(|operation| match &operation.reply {
            Reply::Value(kind) => Some(kind),
            _ => None,
        });
        let mut outputs = document.reachable(replies);
        outputs.extend(
            document
                .definitions
                .iter()
                .map(|definition| definition.name.clone())
                .filter(|name| !inputs.contains(name)),
        );
        Self { inputs, outputs }
    }

    /// The same for a language in which what is given as a body of one of several types may be an object as well.
    #[must_use]
    pub fn with_bodies_as_objects(mut self, document: &Document) -> Self {
        let bodies = document.operations.iter().flat_map(|operation| &operation.arguments);
        let bodies = bodies.filter(|argument| argument.name == BODY).map(|argument| &argument.kind);
        self.outputs.extend(document.reachable(bodies));
        self
    }

    /// The forms in which a definition is written.
    pub fn forms(&self, definition: &Definition) -> Vec<Form> {
        let mut forms = Vec::new();
        if self.outputs.contains(&definition.name) {
            forms.push(Form::Output);
        }
        if self.inputs.contains(&definition.name) {
            forms.push(Form::Input);
        }
        forms
    }

    /// Whether what is given may also be what came from the service.
    pub fn is_both(&self, name: &str) -> bool {
        self.inputs.contains(name) && self.outputs.contains(name)
    }

    /// The name of a definition in a form. Choices and the like have one form for both.
    pub fn name(&self, name: &str, form: Form) -> String {
        let input = form == Form::Input && self.inputs.contains(name);
        if input { format!("{name}Input") } else { name.to_owned() }
    }
}

/// Whether there are objects in a definition: only they differ by form.
fn has_objects(document: &Document, name: &str) -> bool {
    document
        .reachable([&Type::Named(name.to_owned())])
        .iter()
        .any(|name| matches!(document.definition(name).shape, Shape::Object { .. }))
}
