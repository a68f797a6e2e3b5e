//! Where the shared test vectors are: `JOTLENS_VECTORS`, or beside this checkout. Tests over them are skipped aloud
//! where they are not there.

use std::path::{Path, PathBuf};

/// The folder.
pub(crate) fn vectors() -> PathBuf {
    std::env::var_os("JOTLENS_VECTORS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors"), PathBuf::from)
}
