//! The users' own schemes, taken up once when the program starts.

use crate::error::Result;
use crate::suggest::Suggester;
use crate::taxonomy::{self, Taxonomy};
use std::collections::HashSet;
use std::path::PathBuf;

/// Has this process work with the built-in schemes and those of these files, later files upon earlier ones. To be called
/// once, before anything else is done. An error names the file, the place and the key.
pub fn use_schemes<'a>(files: impl Iterator<Item = &'a PathBuf>) -> Result<()> {
    let mut seen = HashSet::new();
    let files: Vec<PathBuf> = files
        .filter(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.to_path_buf())))
        .cloned()
        .collect();
    if files.is_empty() {
        return Ok(());
    }
    let taxonomy: Taxonomy = taxonomy::built_in().clone().with_files(&files)?;
    Suggester::of(&taxonomy)?.use_for_good();
    taxonomy.use_for_good();
    Ok(())
}
