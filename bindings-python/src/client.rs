//! The client: every operation by its name, and sessions.

use std::sync::{Arc, PoisonError, RwLock};

use pyo3::prelude::*;
use steersman::{Credentials, LocalOptions, Runtime as LocalApi};
use steersman_host::options::{ClientOptions, StartSettings, tool_set};

use crate::bound::Bound;
use crate::failure::raise;
use crate::options::{self, CallSettings, Tools};
use crate::pages::Pages;
use crate::pending::{Pending, Reply};
use crate::runtime::Runtime;
use crate::session::Session;

/// A client of the Agents API.
#[pyclass(frozen, module = "steersman._native")]
pub(crate) struct Client {
    inner: Bound<Inner>,
}

struct Inner {
    client: steersman::Client,
    runtime: Py<Runtime>,
    /// The key that is used now, where the program has a function for it.
    key: Option<Arc<RwLock<String>>>,
}

#[pymethods]
impl Client {
    /// `variable_key`: the key is set by `set_key`, before the first call and whenever it changes.
    #[new]
    #[pyo3(signature = (runtime, *, api_key, variable_key, base_url, environment, timeout, max_retries, retry_budget, headers, proxy,
        no_proxy, user_agent_suffix, allow_insecure_http, max_response_bytes, python))]
    fn new(
        py: Python<'_>,
        runtime: Py<Runtime>,
        api_key: Option<String>,
        variable_key: bool,
        base_url: Option<String>,
        environment: Option<String>,
        timeout: Option<f64>,
        max_retries: Option<u32>,
        retry_budget: Option<f64>,
        headers: Vec<(String, String)>,
        proxy: Option<String>,
        no_proxy: bool,
        user_agent_suffix: Option<String>,
        allow_insecure_http: bool,
        max_response_bytes: Option<usize>,
        python: String,
    ) -> PyResult<Self> {
        let options = ClientOptions {
            api_key,
            base_url,
            environment,
            timeout: options::seconds("timeout", timeout)?,
            max_retries,
            retry_budget: options::seconds("retry_budget", retry_budget)?,
            headers,
            proxy,
            no_proxy,
            user_agent_suffix,
            allow_insecure_http,
            max_response_bytes,
            runtime: Some(python),
            ..ClientOptions::default()
        };
        let mut builder = options.builder("python").map_err(|error| raise(&error))?;
        let key = variable_key.then(|| Arc::new(RwLock::new(String::new())));
        if let Some(cell) = key.clone() {
            builder = builder.api_key(Credentials::function(move || {
                Ok(cell.read().unwrap_or_else(PoisonError::into_inner).clone())
            }));
        }
        let _inside = runtime.get().handle()?.enter();
        let client = builder.build().map_err(|error| raise(&error))?;
        Ok(Self { inner: Bound::new(Inner { client, runtime: runtime.clone_ref(py), key }) })
    }

    /// Where the API is.
    #[getter]
    fn base_url(&self) -> PyResult<String> {
        Ok(self.inner.get()?.client.base_url().as_str().to_owned())
    }

    /// Sets the key of a client with a variable one.
    fn set_key(&self, key: String) -> PyResult<()> {
        if let Some(cell) = &self.inner.get()?.key {
            *cell.write().unwrap_or_else(PoisonError::into_inner) = key;
        }
        Ok(())
    }

    /// Calls an operation by its name, with arguments as JSON text.
    #[pyo3(signature = (name, arguments, options=None))]
    fn call(&self, name: String, arguments: &str, options: Option<CallSettings>) -> PyResult<Pending> {
        let inner = self.inner.get()?;
        let arguments = options::read("arguments", arguments)?;
        let options = options::call_options(options)?;
        Ok(Pending::call(inner.runtime.get().handle()?, inner.client.clone(), name, arguments, options))
    }

    /// Calls a download by its name, with arguments as JSON text; brings a `Download`.
    #[pyo3(signature = (name, arguments, options=None))]
    fn download(&self, name: String, arguments: &str, options: Option<CallSettings>) -> PyResult<Pending> {
        let inner = self.inner.get()?;
        let arguments = options::read("arguments", arguments)?;
        let options = options::call_options(options)?;
        let client = inner.client.clone();
        Ok(Pending::start(inner.runtime.get().handle()?, async move {
            client.call_download(&name, arguments, options).await.map(Reply::Download)
        }))
    }

    /// Opens the pages of a list by its name, with arguments as JSON text. Nothing is sent yet.
    #[pyo3(signature = (name, arguments, options=None))]
    fn pages(&self, name: &str, arguments: &str, options: Option<CallSettings>) -> PyResult<Pages> {
        let inner = self.inner.get()?;
        let arguments = options::read("arguments", arguments)?;
        let options = options::call_options(options)?;
        let pages = inner.client.pages(name, arguments, options).map_err(|error| raise(&error))?;
        Ok(Pages::new(pages, inner.runtime.get().handle()?.clone()))
    }

    /// Starts a session; brings a `Session`.
    #[pyo3(signature = (request, idempotency_key=None, tools=None, answer_schema=None))]
    fn start_session(
        &self,
        request: &str,
        idempotency_key: Option<String>,
        tools: Option<Tools>,
        answer_schema: Option<&str>,
    ) -> PyResult<Pending> {
        let inner = self.inner.get()?;
        let settings = StartSettings {
            request: options::read("request", request)?,
            idempotency_key,
            tools: options::tools(tools)?,
            checked_tools: Vec::new(),
            answer_schema: answer_schema.map(|schema| options::read("answer_schema", schema)).transpose()?,
        };
        let start = settings.start(&inner.client).map_err(|error| raise(&error))?;
        Ok(Pending::start(inner.runtime.get().handle()?, async move { start.await.map(Reply::Session) }))
    }

    /// A session that exists. Nothing is sent.
    #[pyo3(signature = (id, tools=None))]
    fn session(&self, id: String, tools: Option<Tools>) -> PyResult<Session> {
        let inner = self.inner.get()?;
        let mut session = inner.client.session(id);
        if let Some(tools) = tool_set(options::tools(tools)?, &[]).map_err(|error| raise(&error))? {
            session = session.with_tools(tools);
        }
        Ok(Session::new(session, inner.runtime.get().handle()?.clone()))
    }

    /// Starts the Agents API in this process; brings a `LocalRuntime`.
    #[staticmethod]
    fn local(
        runtime: &Runtime,
        agents_files: Vec<std::path::PathBuf>,
        agents_texts: Vec<String>,
        api_key: Option<String>,
    ) -> PyResult<Pending> {
        let mut builder = LocalApi::builder();
        for file in agents_files {
            builder = builder.agents_file(file);
        }
        for text in agents_texts {
            builder = builder.agents_text(text);
        }
        if let Some(key) = api_key {
            builder = builder.api_key(key);
        }
        Ok(Pending::start(runtime.handle()?, async move {
            LocalOptions::from(builder).start().await.map(Reply::Local)
        }))
    }
}
