//! `steersman-bindgen generate LIBRARY --language swift|kotlin --no-format --out-dir FOLDER` reads what the library says of itself.

fn main() {
    uniffi::uniffi_bindgen_main();
}
