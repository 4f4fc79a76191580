//! What is never read back: the values of secrets are shown as `***`, their names and number stay.

use serde_json::Value;

const MASK: &str = "***";

/// A session request as it may be shown.
pub(crate) fn masked_request(request: &Value) -> Value {
    let mut shown = request.clone();
    if let Some(agent) = shown.get_mut("agent") {
        mask_agent(agent);
    }
    if let Some(overrides) = shown.get_mut("overrides").and_then(Value::as_object_mut) {
        for (path, value) in overrides {
            if path.ends_with("proxy_url") {
                mask_leaf(value);
            } else if path.contains("environments") || path.contains("mcp") {
                mask_environment(value);
            } else {
                mask_agent(value);
            }
        }
    }
    shown
}

/// An agent's specification as it may be shown.
pub(crate) fn mask_agent(agent: &mut Value) {
    for list in ["environments", "subagents"] {
        for item in agent.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            if list == "subagents" { mask_agent(item) } else { mask_environment(item) }
        }
    }
    for server in agent.get_mut("mcp_servers").and_then(Value::as_array_mut).into_iter().flatten() {
        mask_environment(server);
    }
}

/// An environment (or a list of them, or a tool server) as it may be shown.
pub(crate) fn mask_environment(environment: &mut Value) {
    match environment {
        Value::Array(items) => items.iter_mut().for_each(mask_environment),
        Value::Object(members) => {
            for (name, value) in members {
                match name.as_str() {
                    "headers" | "env" | "args" | "proxy_url" => mask_leaf(value),
                    "network" => mask_environment(value),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn mask_leaf(value: &mut Value) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter_mut().for_each(mask_leaf),
        Value::Object(members) => members.values_mut().for_each(mask_leaf),
        leaf => *leaf = MASK.into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_masked_and_their_shape_is_kept() {
        let request = json!({
            "agent": {
                "name": "a",
                "environments": [{ "kind": "web", "network": { "proxy_url": "http://u:p@x" } }],
                "mcp_servers": [{ "headers": { "X-Key": "s" }, "args": ["s", "t"], "name": "m" }],
            },
            "overrides": { "agent.environments[kind=web].network.proxy_url": "http://u:p@x" },
        });
        let shown = masked_request(&request);
        assert_eq!(shown["agent"]["environments"][0]["network"]["proxy_url"], "***");
        assert_eq!(
            shown["agent"]["mcp_servers"][0],
            json!({ "headers": { "X-Key": "***" }, "args": ["***", "***"], "name": "m" })
        );
        assert!(!shown.to_string().contains("u:p"));
    }
}
