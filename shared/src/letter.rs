//! What is a letter or a digit.
//!
//! std's tables of all of Unicode are 3 KB of a small panel. Here is what they
//! say of signs: of everything that isn't written with letters, and of the
//! scripts that are typed in Japan. In any other script all counts as letters,
//! its marks and its punctuation too: nobody's name is refused for that.

/// Signs and marks up to U+FFFF, from and to.
#[rustfmt::skip]
const SIGNS: [(u16, u16); 76] = [
    (0x80, 0xA9), (0xAB, 0xB1), (0xB4, 0xB4), (0xB6, 0xB8), (0xBB, 0xBB), (0xBF, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x2C2, 0x2C5),
    (0x2D2, 0x2DF), (0x2E5, 0x2EB), (0x2ED, 0x2ED), (0x2EF, 0x344), (0x346, 0x362), (0x37E, 0x37E), (0x387, 0x387), (0x60C, 0x60F),
    (0x61B, 0x61F), (0x66A, 0x66D), (0x6D4, 0x6D4), (0x2000, 0x206F), (0x2072, 0x2073), (0x207A, 0x207E), (0x208A, 0x208F),
    (0x209D, 0x2101), (0x2103, 0x2106), (0x2108, 0x2109), (0x2114, 0x2114), (0x2116, 0x2118), (0x211E, 0x2123), (0x2125, 0x2125),
    (0x2127, 0x2127), (0x2129, 0x2129), (0x212E, 0x212E), (0x213A, 0x213B), (0x2140, 0x2144), (0x214A, 0x214D), (0x214F, 0x214F),
    (0x218A, 0x245F), (0x249C, 0x24B5), (0x2500, 0x2775), (0x2794, 0x2BFF), (0x2E00, 0x2E2E), (0x2E30, 0x3004), (0x3008, 0x3020),
    (0x302A, 0x3030), (0x3036, 0x3037), (0x303D, 0x3040), (0x3097, 0x309C), (0x30A0, 0x30A0), (0x30FB, 0x30FB), (0x3100, 0x3104),
    (0x3130, 0x3130), (0x318F, 0x3191), (0x3196, 0x319F), (0x31C0, 0x31EF), (0x3200, 0x321F), (0x322A, 0x3247), (0x3250, 0x3250),
    (0x3260, 0x327F), (0x328A, 0x32B0), (0x32C0, 0x33FF), (0x4DC0, 0x4DFF), (0xA48D, 0xA4CF), (0xD7FC, 0xF8FF), (0xFD3E, 0xFD4F),
    (0xFDFC, 0xFE6F), (0xFEFD, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF65), (0xFFBF, 0xFFC1), (0xFFC8, 0xFFC9),
    (0xFFD0, 0xFFD1), (0xFFD8, 0xFFD9), (0xFFDD, 0xFFFF),
];

/// Whether a character is a letter, a digit or a number of any script.
pub fn is_letter(c: char) -> bool {
    match c {
        ..='\u{7F}' => c.is_ascii_alphanumeric(),
        ..='\u{FFFF}' => !SIGNS.iter().any(|(first, last)| (*first..=*last).contains(&(c as u16))),
        // Letters and numbers in circles and squares, among pictures.
        '\u{1F100}'..='\u{1F10C}' | '\u{1F130}'..='\u{1F149}' | '\u{1F150}'..='\u{1F169}' | '\u{1F170}'..='\u{1F189}' => true,
        _ => !matches!(c, '\u{1F000}'..='\u{1FBEF}' | '\u{E0000}'..),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks where it says what Unicode says: Latin, signs of all kinds, kana,
    /// kanji, Hangul, widths, pictures, private use and tags.
    const EXACT: [(char, char); 10] = [
        ('\0', '\u{36F}'),
        ('\u{2000}', '\u{2BFF}'),
        ('\u{2E00}', '\u{9FFF}'),
        ('\u{A48D}', '\u{A4CF}'),
        ('\u{AC00}', '\u{D7A3}'),
        ('\u{E000}', '\u{FA6D}'),
        ('\u{FDFC}', '\u{FE6F}'),
        ('\u{FF00}', '\u{FFBE}'),
        ('\u{1F000}', '\u{1FBF9}'),
        ('\u{E0000}', char::MAX),
    ];

    #[test]
    fn it_is_what_unicode_says_and_elsewhere_takes_more() {
        let wrong = |c: &char| {
            let c = *c;
            let exact = EXACT.iter().any(|(first, last)| (*first..=*last).contains(&c));
            let (own, unicode) = (is_letter(c), c.is_alphanumeric());
            own != unicode && (exact || !own)
        };
        let wrong: String = ('\0'..=char::MAX).filter(wrong).take(20).collect();
        assert_eq!(wrong.escape_unicode().to_string(), "");
    }
}
