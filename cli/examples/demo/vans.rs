//! The demo's tool: it reads weights from a text and packs them into vans.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use steersman::tools::ToolFailure;

/// What the agent passes in.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct Order {
    /// The order in the customer's words: the weights in kg, and last the limit of a van.
    pub(crate) order: String,
}

/// What the agent gets back.
#[derive(Serialize)]
pub(crate) struct Plan {
    pub(crate) vans: Vec<Vec<u32>>,
    pub(crate) total: u32,
    pub(crate) limit: u32,
    pub(crate) heaviest: Heaviest,
}

/// The van that carries most.
#[derive(Serialize)]
pub(crate) struct Heaviest {
    pub(crate) van: usize,
    pub(crate) load: u32,
}

/// Packs the heaviest parcel first, each into the first van that has room.
pub(crate) fn load_vans(order: &Order) -> Result<Plan, ToolFailure> {
    let mut numbers: Vec<u32> =
        order.order.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let limit = numbers.pop().filter(|_| !numbers.is_empty()).ok_or_else(|| {
        ToolFailure::new("the order needs weights and, as its last number, the limit of a van")
    })?;
    if let Some(heavy) = numbers.iter().find(|weight| **weight > limit) {
        return Err(ToolFailure::new(format!("a parcel of {heavy} kg fits no van of {limit} kg")));
    }
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    let total = numbers.iter().sum();
    let mut vans: Vec<Vec<u32>> = Vec::new();
    for weight in numbers {
        match vans.iter_mut().find(|van| van.iter().sum::<u32>() + weight <= limit) {
            Some(van) => van.push(weight),
            None => vans.push(vec![weight]),
        }
    }
    let loads = vans.iter().map(|van| van.iter().sum::<u32>());
    let (van, load) = loads.enumerate().max_by_key(|(_, load)| *load).unwrap_or_default();
    Ok(Plan { vans, total, limit, heaviest: Heaviest { van: van + 1, load } })
}
