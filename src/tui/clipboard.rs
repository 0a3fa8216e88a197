//! Copying through the terminal (OSC 52): it works over SSH and in tmux, where the terminal allows it.

use super::fit::safe;
use crate::model::Recommendation;

/// The words of a recommendation and where they stand, as one writes them into a text.
pub fn quotation(card: &Recommendation) -> String {
    let page = card.page.map_or(String::new(), |page| format!(", p. {page}"));
    safe(&format!("“{}” ({}{page}; {})", card.text, card.document.name(), card.id.short()))
}

/// The sequence that asks the terminal to copy a text.
pub fn sequence(text: &str) -> String {
    format!("\u{1b}]52;c;{}\u{7}", base64(text.as_bytes()))
}

/// Base64 (RFC 4648) with padding.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let sign = |bits: u32| char::from(SIGNS[(bits & 63) as usize]);
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            out.push(if place <= three.len() { sign(bits >> (18 - 6 * place)) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_standard_has_it() {
        for (text, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("é", "w6k=")]
        {
            assert_eq!(base64(text.as_bytes()), coded, "{text}");
        }
        assert_eq!(sequence("foo"), "\u{1b}]52;c;Zm9v\u{7}");
    }
}
