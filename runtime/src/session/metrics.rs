//! What a session has used: steps, and tokens and their cost per model.

use serde_json::{Value, json};

/// Tokens of one model request (or the sum of several).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Tokens of the prompt, cached ones included.
    pub input: u64,
    /// Tokens of the prompt that came from a cache.
    pub cached: u64,
    /// Tokens of the reply, reasoning not included.
    pub output: u64,
    /// Tokens spent on reasoning.
    pub reasoning: u64,
}

impl Tokens {
    /// What a request with this much text in and out plausibly uses: four characters a token.
    pub fn of_text(input: &str, output: &str) -> Self {
        let tokens = |text: &str| (text.len() as u64).div_ceil(4);
        Self { input: 400 + tokens(input), cached: 256, output: 12 + tokens(output), reasoning: 0 }
    }

    fn add(&mut self, more: Self) {
        self.input += more.input;
        self.cached += more.cached;
        self.output += more.output;
        self.reasoning += more.reasoning;
    }
}

/// Dollars per token; invented, so that costs grow plausibly.
const INPUT_PRICE: f64 = 0.5e-6;
const OUTPUT_PRICE: f64 = 2.0e-6;

/// The running totals of a session.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metrics {
    pub(crate) steps: u64,
    models: Vec<(String, Tokens)>,
}

impl Metrics {
    pub(crate) fn add(&mut self, model: &str, tokens: Tokens) {
        match self.models.iter_mut().find(|(name, _)| name == model) {
            Some((_, total)) => total.add(tokens),
            None => self.models.push((model.to_owned(), tokens)),
        }
    }

    /// All tokens of all models.
    pub(crate) fn total_tokens(&self) -> u64 {
        self.models.iter().map(|(_, tokens)| tokens.input + tokens.output + tokens.reasoning).sum()
    }

    /// The `usage_per_model` of a status.
    pub(crate) fn usage(&self) -> Value {
        self.models.iter().map(|(name, tokens)| usage(name, *tokens)).collect()
    }

    /// The `Metrics` of the contract.
    pub(crate) fn to_json(&self) -> Value {
        let mut total = 0.0;
        let models: Vec<Value> = self
            .models
            .iter()
            .map(|(name, tokens)| {
                let price = |count: u64, price: f64| {
                    #[expect(clippy::cast_precision_loss, reason = "a cost for show")]
                    let cost = count as f64 * price;
                    (cost * 1e8).round() / 1e8
                };
                let mut model = usage(name, *tokens);
                let (input, output) = (price(tokens.input, INPUT_PRICE), price(tokens.output, OUTPUT_PRICE));
                let reasoning = price(tokens.reasoning, OUTPUT_PRICE);
                total += input + output + reasoning;
                model["input_cost"] = input.into();
                model["output_cost"] = output.into();
                model["reasoning_cost"] = reasoning.into();
                model["total_cost"] = (input + output + reasoning).into();
                model
            })
            .collect();
        json!({ "steps": self.steps, "cost_per_model": models, "total_cost": total })
    }

    /// The totals as they were kept by [`Self::to_json`].
    pub(crate) fn from_json(value: &Value) -> Self {
        let count = |model: &Value, name: &str| model[name].as_u64().unwrap_or(0);
        let models = value["cost_per_model"].as_array().map(Vec::as_slice).unwrap_or_default();
        Self {
            steps: value["steps"].as_u64().unwrap_or(0),
            models: models
                .iter()
                .map(|model| {
                    let tokens = Tokens {
                        input: count(model, "input_tokens"),
                        cached: count(model, "cached_tokens"),
                        output: count(model, "output_tokens"),
                        reasoning: count(model, "reasoning_tokens"),
                    };
                    (model["name"].as_str().unwrap_or_default().to_owned(), tokens)
                })
                .collect(),
        }
    }
}

fn usage(name: &str, tokens: Tokens) -> Value {
    json!({
        "name": name,
        "input_tokens": tokens.input,
        "cached_tokens": tokens.cached,
        "output_tokens": tokens.output,
        "reasoning_tokens": tokens.reasoning,
    })
}
