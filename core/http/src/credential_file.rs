//! The file that keeps a person's key on this machine: where it is, what stands in it, how it is written.
//!
//! It is shared with other programs, so lines that are not the key's are kept as they are.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::credentials::{ApiKey, KEY_VARIABLE};

/// The file with a person's key: `$XDG_CONFIG_HOME/hai/.env`, or `~/.config/hai/.env`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialFile {
    path: PathBuf,
}

impl CredentialFile {
    /// The file of this process's user; `None` when neither the variable nor a home folder is known.
    pub fn of_environment() -> Option<Self> {
        Self::find(|name| env::var_os(name), env::home_dir())
    }

    pub(crate) fn find(variable: impl Fn(&str) -> Option<OsString>, home: Option<PathBuf>) -> Option<Self> {
        let folder = variable("XDG_CONFIG_HOME")
            .filter(|folder| !folder.is_empty())
            .map(PathBuf::from)
            .or_else(|| home.map(|home| home.join(".config")))?;
        Some(Self { path: folder.join("hai").join(".env") })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it names a key. A file that cannot be read counts as none.
    pub fn has_key(&self) -> bool {
        key_in(&self.text()).is_some()
    }

    /// Whether others than its owner can read it or its folder; `None` when it is not there, or the system has no such notion.
    #[cfg_attr(not(unix), expect(clippy::unused_self, reason = "there are no modes to look at"))]
    pub fn is_open_to_others(&self) -> Option<bool> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&self.path).ok()?.permissions().mode();
            Some(mode & 0o077 != 0)
        }
        #[cfg(not(unix))]
        None
    }

    /// Puts the key into the file, in place of one that is there. The file becomes readable by its owner alone, and so does
    /// its folder; it is replaced in one step, so that a crash leaves the old one.
    ///
    /// # Errors
    /// What the system says when the folder or the file cannot be written.
    pub fn store(&self, key: &ApiKey) -> io::Result<()> {
        let rest = without_key(&self.existing()?);
        self.replace(&format!("{KEY_VARIABLE}={}\n{rest}", key.expose()))
    }

    /// Takes the key out of the file, and the file away when nothing else is in it. Says whether there was a key.
    ///
    /// # Errors
    /// What the system says when the file cannot be read or written.
    pub fn forget(&self) -> io::Result<bool> {
        let text = self.existing()?;
        let rest = without_key(&text);
        if rest == text {
            return Ok(false);
        }
        if rest.trim().is_empty() {
            fs::remove_file(&self.path)?;
        } else {
            self.replace(&rest)?;
        }
        Ok(true)
    }

    /// The content, as far as it can be read.
    pub(crate) fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap_or_default()
    }

    /// The content; a file that is not there is empty, one that cannot be read is an error: it must not be overwritten.
    fn existing(&self) -> io::Result<String> {
        match fs::read_to_string(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            text => text,
        }
    }

    fn replace(&self, text: &str) -> io::Result<()> {
        let folder = self.path.parent().expect("the path ends in hai/.env");
        private_folder(folder)?;
        let draft = folder.join(format!(".env.{}", std::process::id()));
        let written = private_file(&draft)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&draft, &self.path));
        if written.is_err() {
            // The draft holds the key; that it cannot be removed is no news beside the error.
            let _ = fs::remove_file(&draft);
        }
        written
    }
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    // A profile folder is its owner's alone already.
    fs::create_dir_all(folder)
}

fn private_file(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Left behind by a process of the same number that crashed.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    options.open(path)
}

/// What a line says the key is, if it is about the key.
fn value_of(line: &str) -> Option<&str> {
    let line = line.trim();
    let (name, value) = line.strip_prefix("export ").unwrap_or(line).split_once('=')?;
    (name.trim() == KEY_VARIABLE).then(|| value.trim().trim_matches(['\'', '"']))
}

/// Reads the key from the lines of a file. The first line that names it decides, even with nothing behind it.
pub(crate) fn key_in(text: &str) -> Option<&str> {
    text.lines().find_map(value_of).filter(|value| !value.is_empty())
}

fn without_key(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| value_of(line).is_none()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_line_by_line() {
        assert_eq!(key_in("A=1\nHAI_API_KEY=hk-1\n"), Some("hk-1"));
        assert_eq!(key_in("  export HAI_API_KEY = 'hk-2'  \r\n"), Some("hk-2"));
        assert_eq!(key_in("HAI_API_KEY=\"'hk-3'\""), Some("hk-3"));
        assert_eq!(key_in("HAI_API_KEY=a=b"), Some("a=b"));
        assert_eq!(key_in("HAI_API_KEY=hk-6 # note"), Some("hk-6 # note"), "no comments inside a line");
        assert_eq!(key_in("HAI_API_KEY=\nHAI_API_KEY=hk-4"), None, "the first line decides");
        assert_eq!(key_in("#HAI_API_KEY=hk-5\nno equals sign\n"), None);
        assert_eq!(key_in(""), None);
    }

    fn file_in(folder: &Path) -> CredentialFile {
        let folder = folder.as_os_str().to_owned();
        CredentialFile::find(|name| (name == "XDG_CONFIG_HOME").then(|| folder.clone()), None).unwrap()
    }

    #[test]
    fn a_stored_key_is_found_again_and_other_lines_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = file_in(folder.path());
        assert!(!file.has_key());
        file.store(&ApiKey::new("hk-1").unwrap()).unwrap();
        assert_eq!(key_in(&file.text()), Some("hk-1"));

        fs::write(file.path(), "# mine\nexport HAI_API_KEY='old'\nOTHER=1\nHAI_API_KEY=older").unwrap();
        file.store(&ApiKey::new("hk-2").unwrap()).unwrap();
        assert_eq!(file.text(), "HAI_API_KEY=hk-2\n# mine\nOTHER=1\n");

        assert!(file.forget().unwrap());
        assert_eq!(file.text(), "# mine\nOTHER=1\n");
        assert!(!file.forget().unwrap());
    }

    #[test]
    fn a_file_with_nothing_but_the_key_goes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = file_in(folder.path());
        assert!(!file.forget().unwrap(), "no file is no key");
        file.store(&ApiKey::new("hk-1").unwrap()).unwrap();
        assert!(file.forget().unwrap());
        assert!(!file.path().exists());
    }

    #[test]
    fn a_file_that_cannot_be_read_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let file = file_in(folder.path());
        fs::create_dir_all(file.path().parent().unwrap()).unwrap();
        fs::write(file.path(), b"\xff\xfe").unwrap();
        assert!(file.store(&ApiKey::new("hk-1").unwrap()).is_err());
        assert_eq!(fs::read(file.path()).unwrap(), b"\xff\xfe");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it_even_if_they_could_before() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = tempfile::tempdir().unwrap();
        let file = file_in(folder.path());
        fs::create_dir_all(file.path().parent().unwrap()).unwrap();
        fs::write(file.path(), "A=1\n").unwrap();
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(file.is_open_to_others(), Some(true));
        file.store(&ApiKey::new("hk-1").unwrap()).unwrap();
        assert_eq!(mode(file.path()), 0o600);
        assert_eq!(mode(file.path().parent().unwrap()), 0o700);
        assert_eq!(file.is_open_to_others(), Some(false));
        let names: Vec<_> = fs::read_dir(file.path().parent().unwrap()).unwrap().collect();
        assert_eq!(names.len(), 1, "no draft is left");
    }
}
