//! `overrides` of a session request: values put into the resolved request by dotted path, list members chosen by `[field=value]`.

use serde_json::{Map, Value};

use crate::http::errors::Fault;
use crate::http::validate::{self, SCHEMAS};

/// One step of a path: a member, and then perhaps one item of the list it holds.
#[derive(Debug, PartialEq)]
struct Segment {
    member: String,
    selector: Option<(String, String)>,
}

/// Puts every override into `request`; all that is wrong with them is reported together.
pub(crate) fn apply(request: &mut Value, overrides: &Map<String, Value>) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    for (path, value) in overrides {
        let outcome = parse(path).and_then(|segments| {
            known(&segments)?;
            set(request, &segments, value.clone())
        });
        if let Err(msg) = outcome {
            let loc = [Value::from("body"), "overrides".into(), path.clone().into()];
            faults.push(Fault::new("override_error", loc, msg).input(path.clone()));
            continue;
        }
        let loc = [Value::from("body"), "overrides".into(), path.clone().into()];
        faults.extend(validate::faults("SessionRequest", request, &loc));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn parse(path: &str) -> Result<Vec<Segment>, String> {
    let mut segments = Vec::new();
    let mut rest = path;
    loop {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let member = rest[..end].to_owned();
        if member.is_empty() {
            return Err("The path has an empty part".to_owned());
        }
        rest = &rest[end..];
        let mut selector = None;
        if let Some(inside) = rest.strip_prefix('[') {
            let close = inside.find(']').ok_or("A selector is not closed with ]")?;
            let (field, value) =
                inside[..close].split_once('=').ok_or("A selector is written [field=value]")?;
            selector = Some((field.to_owned(), value.to_owned()));
            rest = &inside[close + 1..];
        }
        segments.push(Segment { member, selector });
        if rest.is_empty() {
            return Ok(segments);
        }
        rest = rest.strip_prefix('.').ok_or("A selector is followed by a dot or by the end of the path")?;
    }
}

/// The object schemas that `schema` may stand for.
fn variants(schema: &'static Value) -> Vec<&'static Value> {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return SCHEMAS.get(name).map(variants).unwrap_or_default();
    }
    match schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        Some(members) => members.iter().flat_map(variants).collect(),
        None => vec![schema],
    }
}

/// Checks that the contract has a field at this path.
fn known(segments: &[Segment]) -> Result<(), String> {
    let mut schemas = SCHEMAS.get("SessionRequest").map(variants).unwrap_or_default();
    for segment in segments {
        if schemas
            .iter()
            .any(|schema| schema["additionalProperties"] == true && schema.get("properties").is_none())
        {
            return Ok(());
        }
        let name = &segment.member;
        let fields: Vec<_> = schemas.iter().filter_map(|schema| schema["properties"].get(name)).collect();
        if fields.is_empty() {
            return Err(format!("There is no field '{name}' at this place"));
        }
        schemas = fields.into_iter().flat_map(variants).collect();
        if segment.selector.is_some() {
            schemas =
                schemas.into_iter().filter_map(|schema| schema.get("items")).flat_map(variants).collect();
            if schemas.is_empty() {
                return Err(format!("'{name}' is not a list"));
            }
        }
    }
    Ok(())
}

fn set(target: &mut Value, segments: &[Segment], value: Value) -> Result<(), String> {
    let [segment, rest @ ..] = segments else {
        *target = value;
        return Ok(());
    };
    let name = &segment.member;
    let members = target
        .as_object_mut()
        .ok_or_else(|| format!("'{name}' cannot be set: its parent is not an object"))?;
    if rest.is_empty() && segment.selector.is_none() {
        members.insert(name.clone(), value);
        return Ok(());
    }
    let child =
        members.get_mut(name).ok_or_else(|| format!("'{name}' is not set, so nothing inside it can be"))?;
    let Some((field, wanted)) = &segment.selector else { return set(child, rest, value) };
    let items = child.as_array_mut().ok_or_else(|| format!("'{name}' is not a list"))?;
    let chosen = items.iter_mut().find(|item| match &item[field.as_str()] {
        Value::String(text) => text == wanted,
        other => serde_json::from_str::<Value>(wanted).is_ok_and(|wanted| *other == wanted),
    });
    set(chosen.ok_or_else(|| format!("No item of '{name}' has {field} = {wanted}"))?, rest, value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request() -> Value {
        json!({
            "agent": {
                "name": "a", "description": "d",
                "environments": [{ "kind": "desktop", "id": "d", "host": "cloud" }, { "kind": "web", "id": "w" }],
            },
        })
    }

    fn applied(path: &str, value: Value) -> Result<Value, String> {
        let mut request = request();
        let overrides = Map::from_iter([(path.to_owned(), value)]);
        apply(&mut request, &overrides).map(|()| request).map_err(|faults| faults[0].msg.clone())
    }

    #[test]
    fn a_dotted_path_sets_a_field_and_a_selector_chooses_an_item() {
        let request = applied("agent.environments[kind=web].start_url", json!("https://a.example")).unwrap();
        assert_eq!(request["agent"]["environments"][1]["start_url"], "https://a.example");
        assert_eq!(applied("max_steps", json!(3)).unwrap()["max_steps"], 3);
        assert_eq!(
            applied("agent.answer_format", json!({ "type": "object" })).unwrap()["agent"]["answer_format"]["type"],
            "object"
        );
    }

    #[test]
    fn paths_and_values_that_do_not_fit_are_refused() {
        for (path, value, part) in [
            ("agent.colour", json!(1), "no field 'colour'"),
            ("agent.environments[kind=android].id", json!("x"), "No item"),
            ("agent.environments[kind=web", json!("x"), "not closed"),
            ("agent..name", json!("x"), "empty part"),
            ("agent.tools[name=x].name", json!("y"), "not set"),
            ("max_steps", json!("many"), "wrong type"),
            ("agent.name.x", json!(1), "no field"),
        ] {
            let error = applied(path, value).unwrap_err();
            assert!(error.contains(part), "{path}: {error}");
        }
    }
}
