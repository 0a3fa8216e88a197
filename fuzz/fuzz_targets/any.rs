//! A file that is what its bytes say, whatever its name says: the first byte chooses the name.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    const NAMES: [&str; 8] = ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.odt", "a.rtf", "a"];
    if let Some((first, bytes)) = data.split_first() {
        rapporteur_fuzz::read(NAMES[usize::from(*first) % NAMES.len()], bytes);
    }
});
