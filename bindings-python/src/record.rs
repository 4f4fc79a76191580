//! What the objects of the Python package are made over: JSON of the wire, converted when it is read.
//!
//! An event of a stream keeps its page, and its data does too, so handing out a page makes no copy of it.

use std::borrow::Cow;
use std::sync::{Mutex, OnceLock};

use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyType};
use steersman::wire::{EventPayload, SessionEvent};

use crate::json::loads;

/// The base of `steersman.Model`. It is filled once, right after it was made.
#[pyclass(subclass, frozen, module = "steersman._native")]
pub(crate) struct Record {
    origin: OnceLock<Origin>,
    json: PyOnceLock<Py<PyAny>>,
    cache: PyOnceLock<Py<PyDict>>,
    data: PyOnceLock<Py<PyAny>>,
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
}

#[pymethods]
impl Record {
    /// Subclasses have an `__init__` of their own.
    #[new]
    #[pyo3(signature = (*_arguments: "Any", **_members: "Any") -> "Self")]
    fn new(_arguments: &Bound<'_, PyAny>, _members: Option<&Bound<'_, PyAny>>) -> Self {
        Self {
            origin: OnceLock::new(),
            json: PyOnceLock::new(),
            cache: PyOnceLock::new(),
            data: PyOnceLock::new(),
        }
    }

    /// Fills it with a value.
    fn _fill(&self, py: Python<'_>, value: Py<PyAny>) {
        // A second time does nothing: objects do not change.
        let _ = self.json.set(py, value);
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
        let value = self.json.get_or_try_init(py, || match self.origin.get() {
            Some(Origin::Event(event, _)) => {
                let value = loads(py, event.raw())?;
                if value.is_instance_of::<PyDict>() {
                    return Ok(value.unbind());
                }
                let object = PyDict::new(py);
                object.set_item(intern!(py, "data"), value)?;
                Ok(object.into_any().unbind())
            }
            Some(Origin::Data(event)) => {
                let data = event.raw_data();
                loads(py, data.as_ref().map_or("null", |data| data.as_str())).map(Bound::unbind)
            }
            None => Err(PyValueError::new_err("this object was never filled")),
        })?;
        Ok(value.clone_ref(py))
    }

    /// Members that were converted.
    #[getter]
    fn _cache(&self, py: Python<'_>) -> Py<PyAny> {
        self.cache.get_or_init(py, || PyDict::new(py).unbind()).clone_ref(py).into_any()
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

    /// The data of an event, as an object of its class.
    #[getter]
    fn _data<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let record = slf.get();
        if let Some(data) = record.data.get(py) {
            return Ok(data.bind(py).clone());
        }
        let event = record.event()?;
        let data = match event.kind() {
            Some(kind) => data_class(slf, &kind)?.map(|class| make(&class, Origin::Data(event.clone()))),
            None => None,
        };
        match data {
            Some(data) => Ok(record.data.get_or_try_init(py, || data.map(Bound::unbind))?.bind(py).clone()),
            // Data of another shape: it has its ways in `_model.py`.
            None => slf.call_method0(intern!(py, "_read_data")),
        }
    }

    /// A new value of the text of an event, whatever it is.
    fn _loads<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, self.event()?.raw())
    }
}

/// A record of this class over what the wire brought.
fn make<'py>(class: &Bound<'py, PyType>, origin: Origin) -> PyResult<Bound<'py, PyAny>> {
    static NEW: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = class.py();
    let new = NEW
        .get_or_try_init(py, || py.get_type::<Record>().getattr(intern!(py, "__new__")).map(Bound::unbind))?;
    let object = new.bind(py).call1((class,))?;
    let _ = object.cast::<Record>()?.get().origin.set(origin);
    Ok(object)
}

/// Classes that were asked for by a name, in the class that knows them. Only known names are kept: those that servers make up must not
/// fill the memory. It is only tried: a thread that held it when the process forked holds it in the child for good.
struct Classes(Mutex<Vec<Known>>);

/// The address of a class, a name that it was asked for, and the class that it gave.
type Known = (usize, Box<str>, Py<PyType>);

impl Classes {
    fn get<'py>(&self, py: Python<'py>, owner: usize, name: &str) -> Option<Bound<'py, PyType>> {
        let known = self.0.try_lock().ok()?;
        let found = known.iter().find(|(of, known, _)| *of == owner && **known == *name)?;
        Some(found.2.bind(py).clone())
    }

    fn keep(&self, owner: usize, name: &str, class: &Bound<'_, PyType>) {
        if let Ok(mut known) = self.0.try_lock() {
            known.push((owner, name.into(), class.clone().unbind()));
        }
    }
}

/// The class for data of this kind of an event; `None` when it has to be read to tell.
fn data_class<'py>(event: &Bound<'py, Record>, kind: &str) -> PyResult<Option<Bound<'py, PyType>>> {
    static KNOWN: Classes = Classes(Mutex::new(Vec::new()));
    let py = event.py();
    let class = event.get_type();
    let owner = class.as_ptr().addr();
    if let Some(found) = KNOWN.get(py, owner, kind) {
        return Ok(Some(found));
    }
    let found: Option<Bound<'py, PyType>> =
        class.call_method1(intern!(py, "_data_class"), (kind,))?.extract()?;
    if let Some(found) = &found {
        // Their classes live as long as the package does, so an address is one class for good.
        KNOWN.keep(owner, kind, found);
    }
    Ok(found)
}

/// An event, of the class that `event_class` gives for its type.
pub(crate) fn make_event<'py>(
    event_class: &Bound<'py, PyAny>,
    event: SessionEvent,
    index: u64,
) -> PyResult<Bound<'py, PyAny>> {
    static KNOWN: Classes = Classes(Mutex::new(Vec::new()));
    let py = event_class.py();
    let name = event.event_type();
    let class = if let Some(class) = KNOWN.get(py, 0, name) {
        class
    } else {
        let class = event_class.call1((PyString::new(py, name),))?.cast_into::<PyType>()?;
        if EventPayload::KNOWN.contains(&name) {
            KNOWN.keep(0, name, &class);
        }
        class
    };
    make(&class, Origin::Event(event, Some(index)))
}

/// What stands for events that are gone.
pub(crate) fn make_gap<'py>(
    class: &Bound<'py, PyAny>,
    from: u64,
    until: u64,
    reason: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let data = serde_json::json!({"until": until, "reason": reason});
    let text = serde_json::json!({"type": "steersman.Gap", "data": data}).to_string();
    let event = SessionEvent::from_raw(&text.into()).expect("it was just written");
    make(class.cast::<PyType>()?, Origin::Event(event, Some(from)))
}
