//! What a session used: steps, tokens, costs.

wire_struct! {
    /// Tokens one model used.
    #[derive(Default)]
    pub struct ModelUsage [open] {
        /// The model.
        pub name: String,
        /// Tokens read, cached ones included.
        pub input_tokens: u64 = required,
        /// Tokens read from the cache.
        pub cached_tokens: u64 = 0,
        /// Tokens written, without those of reasoning.
        pub output_tokens: u64 = required,
        /// Tokens of reasoning.
        pub reasoning_tokens: u64 = required,
    }
}

impl ModelUsage {
    /// The sum over several models; its name is empty.
    pub fn total<'a>(usages: impl IntoIterator<Item = &'a Self>) -> Self {
        usages.into_iter().fold(Self::default(), |mut sum, usage| {
            sum.input_tokens = sum.input_tokens.saturating_add(usage.input_tokens);
            sum.cached_tokens = sum.cached_tokens.saturating_add(usage.cached_tokens);
            sum.output_tokens = sum.output_tokens.saturating_add(usage.output_tokens);
            sum.reasoning_tokens = sum.reasoning_tokens.saturating_add(usage.reasoning_tokens);
            sum
        })
    }
}

wire_struct! {
    /// Tokens one model used, and what they cost.
    #[derive(Default)]
    pub struct ModelCost [open] {
        /// The model.
        pub name: String,
        /// Tokens read, cached ones included.
        pub input_tokens: u64 = required,
        /// Tokens read from the cache.
        pub cached_tokens: u64 = 0,
        /// Tokens written.
        pub output_tokens: u64 = required,
        /// Tokens of reasoning.
        pub reasoning_tokens: u64 = required,
        /// Cost of the input.
        pub input_cost: Option<f64>,
        /// Cost of the output.
        pub output_cost: Option<f64>,
        /// Cost of the reasoning.
        pub reasoning_cost: Option<f64>,
        /// Cost in all.
        pub total_cost: Option<f64>,
    }
}

wire_struct! {
    /// What a session used so far.
    #[derive(Default)]
    pub struct Metrics [open] {
        /// Steps taken.
        pub steps: u64 = 0,
        /// Tokens and costs, by model.
        pub cost_per_model: Vec<ModelCost> = absent,
        /// Cost of the input.
        pub input_cost: Option<f64>,
        /// Cost of the output.
        pub output_cost: Option<f64>,
        /// Cost of the reasoning.
        pub reasoning_cost: Option<f64>,
        /// Cost in all.
        pub total_cost: Option<f64>,
    }
}
