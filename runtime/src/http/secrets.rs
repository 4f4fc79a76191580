//! What is never read back: the values of secrets are shown as `***`, their names and number stay.

use serde_json::Value;

const MASK: &str = "***";

/// Members that hold secrets, wherever they are: of tool servers (MCP), of environments and sandboxes in them, of browsers, of vaults.
const SECRET: [&str; 5] = ["headers", "env", "args", "proxy_url", "token"];

/// Members in which such names mean something else: JSON Schemas, and what is said to the agent.
const PLAIN: [&str; 4] = ["tools", "answer_format", "messages", "skills"];

/// A session request as it may be shown.
pub(crate) fn masked_request(request: &Value) -> Value {
    let mut shown = request.clone();
    mask(&mut shown);
    shown
}

/// Masks what is secret in a session request, an agent's specification, an environment, or a part of these.
pub(crate) fn mask(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Object(members) => members.iter_mut().for_each(|(name, value)| mask_member(name, value)),
        _ => {}
    }
}

/// `name` may be the path of an override: what counts is the member it leads to.
fn mask_member(name: &str, value: &mut Value) {
    let name = name.rsplit('.').next().unwrap_or(name);
    let name = name.split('[').next().unwrap_or(name);
    if is_secret(name) {
        mask_leaves(value);
    } else if !PLAIN.contains(&name) {
        mask(value);
    }
}

/// Whether what a member of this name holds is not to be shown.
pub(crate) fn is_secret(name: &str) -> bool {
    SECRET.contains(&name)
}

fn mask_leaves(value: &mut Value) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter_mut().for_each(mask_leaves),
        Value::Object(members) => members.values_mut().for_each(mask_leaves),
        leaf => *leaf = MASK.into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_are_masked_and_their_shape_is_kept() {
        let server = json!({ "headers": { "X-Key": "s" }, "args": ["s", "t"], "name": "m", "env": null });
        let request = json!({
            "agent": {
                "name": "a",
                "environments": [{ "kind": "web", "network": { "proxy_url": "s" }, "sandbox": { "env": { "K": "s" } } }, "h/web"],
                "mcp_servers": [server],
                "subagents": [{ "name": "b", "environments": [{ "env": { "K": 5 } }] }, "h/b"],
                "tools": [{ "name": "t", "input_schema": { "properties": { "headers": { "type": "object" } } } }],
            },
            "messages": [{ "message": "s", "files": [{ "source": "s" }] }],
            "overrides": {
                "agent.environments[kind=web].network.proxy_url": "s",
                "agent.environments[id=a.b].env": { "K": "s" },
                "agent.subagents": [{ "mcp_servers": [{ "headers": ["s"] }] }],
                "agent.tools": [{ "name": "env", "input_schema": { "properties": { "env": { "type": "string" } } } }],
            },
        });
        let mut expected = request.clone();
        let agent = &mut expected["agent"];
        agent["environments"][0]["network"]["proxy_url"] = "***".into();
        agent["environments"][0]["sandbox"]["env"]["K"] = "***".into();
        agent["mcp_servers"][0] =
            json!({ "headers": { "X-Key": "***" }, "args": ["***", "***"], "name": "m", "env": null });
        agent["subagents"][0]["environments"][0]["env"]["K"] = "***".into();
        let overrides = &mut expected["overrides"];
        overrides["agent.environments[kind=web].network.proxy_url"] = "***".into();
        overrides["agent.environments[id=a.b].env"]["K"] = "***".into();
        overrides["agent.subagents"][0]["mcp_servers"][0]["headers"][0] = "***".into();
        assert_eq!(masked_request(&request), expected);
    }
}
