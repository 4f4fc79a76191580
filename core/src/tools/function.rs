//! Tools made from functions: the schema of the arguments comes from their type.

use std::fmt::Display;
use std::marker::PhantomData;
use std::time::Duration;

use futures_util::future::BoxFuture;
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{CallContext, Tool, ToolFailure, finite};
use crate::wire::ToolDefinition;

/// Makes a tool from an async function of one argument, a type that derives `serde::Deserialize` and
/// `schemars::JsonSchema`. Its fields are the tool's parameters, their doc comments the parameters' descriptions.
///
/// ```
/// use steersman::tools::{ToolFailure, function};
///
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// struct Order {
///     /// The order's number, such as `A-17`.
///     id: String,
/// }
///
/// let lookup = function("lookup_order", "Looks up an order by its number.", |order: Order| async move {
///     Ok::<_, ToolFailure>(format!("{} is paid", order.id))
/// });
/// # let _ = lookup;
/// ```
///
/// Arguments that do not fit the type become an error result that says what was expected. For the call's context
/// (session, deadline, cancellation) use [`FunctionTool::with_context`]; for blocking work, `tokio::task::spawn_blocking`.
pub fn function<A, R, F, Fut>(
    name: impl Into<String>,
    description: impl Into<String>,
    run: F,
) -> FunctionTool<A, R, impl Fn(CallContext, A) -> Fut + Send + Sync + 'static>
where
    A: DeserializeOwned + JsonSchema + Send + 'static,
    R: Serialize + Send + 'static,
    F: Fn(A) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<R, ToolFailure>> + Send + 'static,
{
    FunctionTool::with_context(name, description, move |_, arguments| run(arguments))
}

/// A tool made from a function; see [`function`].
pub struct FunctionTool<A, R, F> {
    definition: ToolDefinition,
    timeout: Option<Duration>,
    run: F,
    types: PhantomData<fn(A) -> R>,
}

impl<A, R, F> FunctionTool<A, R, F>
where
    A: DeserializeOwned + JsonSchema + Send + 'static,
    R: Serialize + Send + 'static,
{
    /// Makes a tool from a function that also takes the call's context.
    pub fn with_context<Fut>(name: impl Into<String>, description: impl Into<String>, run: F) -> Self
    where
        F: Fn(CallContext, A) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<R, ToolFailure>> + Send + 'static,
    {
        let definition = ToolDefinition::new(name, description, schema_of::<A>());
        Self { definition, timeout: None, run, types: PhantomData }
    }

    /// The longest that one call may run; after it the agent gets an error result.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }
}

impl<A, R, F, Fut> Tool for FunctionTool<A, R, F>
where
    A: DeserializeOwned + JsonSchema + Send + 'static,
    R: Serialize + Send + 'static,
    F: Fn(CallContext, A) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<R, ToolFailure>> + Send + 'static,
{
    fn definition(&self) -> ToolDefinition {
        self.definition.clone()
    }

    fn call(&self, context: CallContext, arguments: Value) -> BoxFuture<'_, Result<Value, ToolFailure>> {
        Box::pin(async move {
            let arguments = serde_json::from_value(arguments).map_err(|error| {
                ToolFailure::new(format!("the arguments of {} do not fit: {error}", self.definition.name))
            })?;
            let result = (self.run)(context, arguments).await?;
            let refuse = |error: &dyn Display| {
                ToolFailure::new(format!("the result of {} is not JSON: {error}", self.definition.name))
            };
            finite::check(&result).map_err(|error| refuse(&error))?;
            serde_json::to_value(result).map_err(|error| refuse(&error))
        })
    }

    fn timeout(&self) -> Option<Duration> {
        self.timeout
    }
}

/// The JSON Schema of a type, self-contained and without the type's own name.
pub(crate) fn schema_of<T: JsonSchema>() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.meta_schema = None);
    let mut schema = SchemaGenerator::new(settings).into_root_schema_for::<T>();
    let mut object = std::mem::take(schema.ensure_object());
    object.remove("title");
    object
}
