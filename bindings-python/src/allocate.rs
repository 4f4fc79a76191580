//! Makes objects of the package's classes as `class.__new__(class)` would, without the call: it costs more than all else that is done for
//! an event, and pyo3 has no other way to make an object of a class that was written in Python.
#![expect(unsafe_code, reason = "pyo3 cannot make an object of a subclass without calling it")]

use std::ffi::c_void;
use std::{mem, ptr};

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

use crate::record::Record;

/// A class whose objects are records. No `__new__` of its own is called, and no `__init__`.
pub(crate) struct RecordClass {
    class: Py<PyType>,
    /// What `Record.__new__` is made of.
    new: ffi::newfunc,
}

impl RecordClass {
    /// `TypeError` when objects of this class are no records.
    pub(crate) fn new(class: &Bound<'_, PyType>) -> PyResult<Self> {
        if !class.is_subclass_of::<Record>()? {
            return Err(pyo3::exceptions::PyTypeError::new_err("not a class of records"));
        }
        let base = class.py().get_type::<Record>();
        // SAFETY: the slot is that of a class of pyo3 that has `#[new]`, so it is there and is a function of this type.
        let new = unsafe {
            let slot = ffi::PyType_GetSlot(base.as_type_ptr(), ffi::Py_tp_new);
            mem::transmute::<*mut c_void, ffi::newfunc>(slot)
        };
        Ok(Self { class: class.clone().unbind(), new })
    }

    /// An empty record of this class.
    pub(crate) fn make<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, Record>> {
        // The interpreter has but one.
        let arguments = PyTuple::empty(py);
        // SAFETY: the class inherits from that of the slot (`new` looked); the arguments are a tuple and nothing, and all are borrowed for
        // the call only. What comes back is a new reference or null with an exception set, and an object of the class, so a record.
        unsafe {
            let object = (self.new)(self.class.bind(py).as_type_ptr(), arguments.as_ptr(), ptr::null_mut());
            Ok(Bound::from_owned_ptr_or_err(py, object)?.cast_into_unchecked())
        }
    }
}
