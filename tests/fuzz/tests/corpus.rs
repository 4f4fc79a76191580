//! Everything that was found, or thought of, is tried again.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use steersman_fuzz::TARGETS;

#[test]
fn every_target_holds_for_everything_in_its_corpus() {
    for (name, check) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(files.len() >= 5, "{name}: {} files are no corpus", files.len());
        for file in files {
            let bytes = fs::read(&file).unwrap();
            assert!(catch_unwind(|| check(&bytes)).is_ok(), "{}", file.display());
        }
    }
}
