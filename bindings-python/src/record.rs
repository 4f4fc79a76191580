//! What the objects of the Python package are made over: JSON of the wire, converted when it is read.
//!
//! An event of a stream keeps its page, and its data does too, so handing out a page makes no copy of it.
//!
//! No Python code runs below this code, and nothing here lets go of the interpreter: a thread that wants it back while it ends is ended on
//! the spot, and a frame of Rust on the way makes that a crash of the process. What takes Python code is an `AttributeError` here, for which
//! Python asks `__getattr__`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use pyo3::exceptions::{PyAttributeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};
use steersman::wire::SessionEvent;

use crate::allocate::RecordClass;
use crate::json::loads;

/// The base of `steersman.Model`. It is filled once, right after it was made.
#[pyclass(subclass, frozen, module = "steersman._native")]
pub(crate) struct Record {
    origin: OnceLock<Origin>,
    json: OnceLock<Py<PyAny>>,
    cache: OnceLock<Py<PyDict>>,
    data: OnceLock<Py<PyAny>>,
}

/// What a record is read from, unless it was made of values.
enum Origin {
    /// An event, and its place in the log.
    Event(SessionEvent, Option<u64>),
    /// The data of an event.
    Data(SessionEvent),
}

impl Record {
    fn event(&self) -> PyResult<&SessionEvent> {
        match self.origin.get() {
            Some(Origin::Event(event, _)) => Ok(event),
            _ => Err(PyValueError::new_err("not an event")),
        }
    }

    /// Does something with the text that the value is read from.
    fn with_text<T>(&self, work: impl FnOnce(&str) -> PyResult<T>) -> PyResult<T> {
        match self.origin.get() {
            Some(Origin::Event(event, _)) => work(event.raw()),
            Some(Origin::Data(event)) => work(event.raw_data().as_ref().map_or("null", |data| data.as_str())),
            None => Err(left_to_python("_text")),
        }
    }
}

#[pymethods]
impl Record {
    /// Subclasses have an `__init__` of their own.
    #[new]
    #[pyo3(signature = (*_arguments: "Any", **_members: "Any") -> "Self")]
    fn new(_arguments: &Bound<'_, PyAny>, _members: Option<&Bound<'_, PyAny>>) -> Self {
        Self { origin: OnceLock::new(), json: OnceLock::new(), cache: OnceLock::new(), data: OnceLock::new() }
    }

    /// Fills it with a value.
    fn _fill(&self, value: Py<PyAny>) {
        // A second time does nothing: objects do not change.
        let _ = self.json.set(value);
    }

    /// Makes it an event, from its text and its place in the log.
    fn _fill_event(&self, index: Option<u64>, text: String) -> PyResult<()> {
        let event = SessionEvent::from_raw(&text.into());
        let event = event.map_err(|cause| PyValueError::new_err(cause.to_string()))?;
        let _ = self.origin.set(Origin::Event(event, index));
        Ok(())
    }

    /// The value. It is shared: whoever hands it out copies it.
    #[getter]
    fn _json(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        once(py, &self.json, || {
            let Some(value) = self.with_text(|text| loads(py, text))? else {
                return Err(left_to_python("_json"));
            };
            if matches!(self.origin.get(), Some(Origin::Event(..))) && !value.is_instance_of::<PyDict>() {
                let object = PyDict::new(py);
                object.set_item("data", value)?;
                return Ok(object.into_any().unbind());
            }
            Ok(value.unbind())
        })
    }

    /// The text that the value is read from.
    #[getter]
    fn _text(&self) -> PyResult<String> {
        self.with_text(|text| Ok(text.to_owned()))
    }

    /// Members that were converted.
    #[getter]
    fn _cache(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        Ok(once(py, &self.cache, || Ok(PyDict::new(py).unbind()))?.into_any())
    }

    /// The place of an event in the log, if it is known.
    #[getter]
    fn _index(&self) -> Option<u64> {
        match self.origin.get() {
            Some(Origin::Event(_, index)) => *index,
            _ => None,
        }
    }

    /// The text of an event, as the server wrote it.
    #[getter]
    fn _raw(&self) -> PyResult<&str> {
        Ok(self.event()?.raw())
    }

    /// The type of an event; empty when it has none.
    #[getter]
    fn _type(&self) -> PyResult<&str> {
        Ok(self.event()?.event_type())
    }

    /// The kind of an event's data where there is one, else its type.
    #[getter]
    fn _kind(&self) -> PyResult<Cow<'_, str>> {
        let event = self.event()?;
        Ok(event.kind().unwrap_or(Cow::Borrowed(event.event_type())))
    }

    /// The time of an event, as the server wrote it.
    #[getter]
    fn _time(&self) -> PyResult<Option<&str>> {
        Ok(self.event()?.timestamp())
    }

    /// The data of an event, as an object of its class, where the kind tells that.
    #[getter]
    fn _data(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        once(py, &self.data, || {
            let event = self.event()?;
            let known = CLASSES.get().and_then(|classes| find(&classes.events, event.event_type()));
            let class = known.and_then(|known| find(&known.data, &event.kind()?));
            let class = class.ok_or_else(|| left_to_python("data"))?;
            Ok(make(py, class, Origin::Data(event.clone()))?.unbind())
        })
    }

    /// A new value of the text of an event, whatever it is.
    fn _loads<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, self.event()?.raw())?.ok_or_else(|| left_to_python("_loads"))
    }
}

/// What is in the cell, made when it is empty. The cell is given a finished value: whoever waits for a cell waits for no Python.
fn once<T>(
    py: Python<'_>,
    cell: &OnceLock<Py<T>>,
    make: impl FnOnce() -> PyResult<Py<T>>,
) -> PyResult<Py<T>> {
    if let Some(value) = cell.get() {
        return Ok(value.clone_ref(py));
    }
    let value = make()?;
    Ok(cell.get_or_init(|| value).clone_ref(py))
}

fn left_to_python(what: &'static str) -> PyErr {
    PyAttributeError::new_err(what)
}

/// The classes of events and of their data, as the package told of them.
struct Classes {
    /// By the type of the event: so few that looking at each is quicker than a hash.
    events: Vec<(String, EventClass)>,
    /// That of all other events.
    unknown: RecordClass,
    /// That of what stands for events that are gone.
    gap: RecordClass,
}

struct EventClass {
    class: RecordClass,
    /// Classes of its data by their kind.
    data: Vec<(String, RecordClass)>,
}

/// What goes by this name.
fn find<'a, T>(named: &'a [(String, T)], name: &str) -> Option<&'a T> {
    named.iter().find(|(other, _)| other == name).map(|(_, what)| what)
}

static CLASSES: OnceLock<Classes> = OnceLock::new();

impl Classes {
    fn get() -> PyResult<&'static Self> {
        CLASSES.get().ok_or_else(|| PyValueError::new_err("no classes of events are known yet"))
    }
}

/// A class by its name.
type Named<'py> = HashMap<String, Bound<'py, PyType>>;

/// Tells of the classes of events; a second time does nothing. `events` has the class of each type of events, and the classes of its data by
/// their kinds.
#[pyfunction]
#[pyo3(signature = (events: "dict[str, tuple[Any, dict[str, Any]]]", unknown, gap) -> "None")]
pub(crate) fn set_event_classes(
    events: HashMap<String, (Bound<'_, PyType>, Named<'_>)>,
    unknown: Bound<'_, PyType>,
    gap: Bound<'_, PyType>,
) -> PyResult<()> {
    let event_class = |(name, (class, data)): (String, (Bound<'_, PyType>, Named<'_>))| {
        let data = data.into_iter().map(|(kind, class)| Ok((kind, RecordClass::new(&class)?)));
        let data = data.collect::<PyResult<_>>()?;
        Ok((name, EventClass { class: RecordClass::new(&class)?, data }))
    };
    let events = events.into_iter().map(event_class).collect::<PyResult<_>>()?;
    let (unknown, gap) = (RecordClass::new(&unknown)?, RecordClass::new(&gap)?);
    let _ = CLASSES.set(Classes { events, unknown, gap });
    Ok(())
}

/// A record of this class over what the wire brought.
fn make<'py>(py: Python<'py>, class: &RecordClass, origin: Origin) -> PyResult<Bound<'py, PyAny>> {
    let object = class.make(py)?;
    let _ = object.get().origin.set(origin);
    Ok(object.into_any())
}

/// An event, of the class for its type.
pub(crate) fn make_event(py: Python<'_>, event: SessionEvent, index: u64) -> PyResult<Bound<'_, PyAny>> {
    let classes = Classes::get()?;
    let class = find(&classes.events, event.event_type()).map_or(&classes.unknown, |known| &known.class);
    make(py, class, Origin::Event(event, Some(index)))
}

/// What stands for events that are gone.
pub(crate) fn make_gap<'py>(
    py: Python<'py>,
    from: u64,
    until: u64,
    reason: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let data = serde_json::json!({"until": until, "reason": reason});
    let text = serde_json::json!({"type": "steersman.Gap", "data": data}).to_string();
    let event = SessionEvent::from_raw(&text.into()).expect("it was just written");
    make(py, &Classes::get()?.gap, Origin::Event(event, Some(from)))
}
