//! The users' own schemes, taken up once when the program starts.

use crate::error::Result;
use crate::suggest::Suggester;
use crate::taxonomy::{self, Taxonomy};
use std::collections::HashSet;
use std::path::PathBuf;

/// Has this process work with the built-in schemes and those of these files, later files upon earlier ones, and show the
/// schemes named in `shown` as facets. To be called once, before anything else is done. An error names the file, the
/// place and the key.
pub fn use_schemes<'a>(files: impl Iterator<Item = &'a PathBuf>, shown: Option<&Vec<String>>) -> Result<()> {
    let mut seen = HashSet::new();
    let files: Vec<PathBuf> = files
        .filter(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.to_path_buf())))
        .cloned()
        .collect();
    let mut taxonomy: Taxonomy = taxonomy::built_in().clone().with_files(&files)?;
    shown.into_iter().flatten().try_for_each(|id| taxonomy.check_scheme(id).map(|_| ()))?;
    taxonomy.shown = shown.cloned();
    if !files.is_empty() {
        Suggester::of(&taxonomy)?.use_for_good();
    }
    taxonomy.use_for_good();
    Ok(())
}
