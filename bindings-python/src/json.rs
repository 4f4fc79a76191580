//! JSON text as objects of Python: what `json.loads` makes of it, in a fraction of its time.
//!
//! The text was accepted by a parser before, so this one only finds its way. Where Python has its own idea of a value (whole numbers
//! of any length, halves of surrogate pairs, deep nesting), it is left to `json.loads`.

use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};

/// The deepest nesting that is read here.
const MAX_DEPTH: usize = 64;
/// Names of members that are kept, so that each is made once: a power of two.
const NAMES: usize = 256;
/// The longest name that is kept.
const MAX_NAME: usize = 32;
/// The most digits of a whole number that surely fits into 64 bits.
const MAX_DIGITS: usize = 18;

type Name = (Box<[u8]>, Py<PyString>);

/// It is only tried: a thread that held it when the process forked holds it in the child for good.
static KEPT: Mutex<Vec<Option<Name>>> = Mutex::new(Vec::new());

/// The value of a JSON text; `None` when it is for `json.loads`.
pub(crate) fn loads<'py>(py: Python<'py>, text: &str) -> Read<'py> {
    let mut spare = Vec::new();
    let mut kept = KEPT.try_lock().ok();
    let names = kept.as_deref_mut().unwrap_or(&mut spare);
    if names.is_empty() {
        names.resize_with(NAMES, || None);
    }
    let mut reader = Reader { py, text, at: 0, names };
    let read = reader.value(0)?;
    reader.skip_space();
    Ok(read.filter(|_| reader.at == text.len()))
}

struct Reader<'a, 'py> {
    py: Python<'py>,
    text: &'a str,
    at: usize,
    names: &'a mut Vec<Option<Name>>,
}

/// `None` when it is not for this parser.
pub(crate) type Read<'py> = PyResult<Option<Bound<'py, PyAny>>>;

impl<'a, 'py> Reader<'a, 'py> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Skips space and, if it comes next, this byte.
    fn take(&mut self, byte: u8) -> bool {
        self.skip_space();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, depth: usize) -> Read<'py> {
        self.skip_space();
        match self.peek() {
            Some(b'"') => Ok(self.string().map(Bound::into_any)),
            Some(b'{') if depth < MAX_DEPTH => self.object(depth),
            Some(b'[') if depth < MAX_DEPTH => self.list(depth),
            Some(b't') => Ok(self.word("true", true.into_pyobject(self.py)?.to_owned().into_any())),
            Some(b'f') => Ok(self.word("false", false.into_pyobject(self.py)?.to_owned().into_any())),
            Some(b'n') => Ok(self.word("null", self.py.None().into_bound(self.py))),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Bound<'py, PyAny>) -> Option<Bound<'py, PyAny>> {
        self.text[self.at..].starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn object(&mut self, depth: usize) -> Read<'py> {
        let object = PyDict::new(self.py);
        self.at += 1;
        if self.take(b'}') {
            return Ok(Some(object.into_any()));
        }
        loop {
            self.skip_space();
            let Some(name) = self.name() else { return Ok(None) };
            if !self.take(b':') {
                return Ok(None);
            }
            let Some(value) = self.value(depth + 1)? else { return Ok(None) };
            object.set_item(name, value)?;
            if self.take(b'}') {
                return Ok(Some(object.into_any()));
            }
            if !self.take(b',') {
                return Ok(None);
            }
        }
    }

    fn list(&mut self, depth: usize) -> Read<'py> {
        let list = PyList::empty(self.py);
        self.at += 1;
        if self.take(b']') {
            return Ok(Some(list.into_any()));
        }
        loop {
            let Some(value) = self.value(depth + 1)? else { return Ok(None) };
            list.append(value)?;
            if self.take(b']') {
                return Ok(Some(list.into_any()));
            }
            if !self.take(b',') {
                return Ok(None);
            }
        }
    }

    /// A string's text as it is written, and whether it is escaped.
    fn written(&mut self) -> Option<(&'a str, bool)> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let start = self.at + 1;
        let mut at = start;
        let bytes = self.text.as_bytes();
        let mut escaped = false;
        loop {
            at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
            if bytes[at] == b'"' {
                break;
            }
            escaped = true;
            at += 2;
        }
        self.at = at + 1;
        Some((&self.text[start..at], escaped))
    }

    fn string(&mut self) -> Option<Bound<'py, PyString>> {
        let start = self.at;
        let (text, escaped) = self.written()?;
        if !escaped {
            return Some(PyString::new(self.py, text));
        }
        // Halves of surrogate pairs are an error for serde_json, and text for Python.
        let unescaped: String = serde_json::from_str(&self.text[start..self.at]).ok()?;
        Some(PyString::new(self.py, &unescaped))
    }

    fn name(&mut self) -> Option<Bound<'py, PyString>> {
        let start = self.at;
        match self.written() {
            Some((text, false)) if text.len() <= MAX_NAME => Some(self.kept(text)),
            _ => {
                self.at = start;
                self.string()
            }
        }
    }

    fn kept(&mut self, text: &str) -> Bound<'py, PyString> {
        // FNV-1a: names are short.
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let place = usize::try_from(hash >> 32).unwrap_or_default() % NAMES;
        let slot = &mut self.names[place];
        if let Some((bytes, name)) = slot
            && **bytes == *text.as_bytes()
        {
            return name.bind(self.py).clone();
        }
        let name = PyString::new(self.py, text);
        *slot = Some((text.as_bytes().into(), name.clone().unbind()));
        name
    }

    fn number(&mut self) -> Read<'py> {
        let start = self.at;
        let mut whole = true;
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' | b'-' => {}
                b'+' | b'.' | b'e' | b'E' => whole = false,
                _ => break,
            }
            self.at += 1;
        }
        let text = &self.text[start..self.at];
        if whole {
            let number = if text.len() <= MAX_DIGITS { text.parse::<i64>().ok() } else { None };
            return number.map(|number| Ok(number.into_pyobject(self.py)?.into_any())).transpose();
        }
        let number = text.parse::<f64>().ok();
        number.map(|number| Ok(number.into_pyobject(self.py)?.into_any())).transpose()
    }
}
