//! Words typed in kana and not converted, brought to the shop's own spelling.
//!
//! The dictionary is what the shop wrote itself: the kanji and katakana words
//! of its questions, read as their kanji are read. The cover of what was typed
//! that explains most of it with the longest words wins; particles and endings
//! take part, so that nothing is read into them.

use super::terms::{Char, Script, folded, runs, script};

/// The longest word that is looked for, in kanji.
const WORD: usize = 4;
/// So many words are gathered before the same ones are taken out; where half
/// of them remain, that is enough. A shop's thousand questions have some three
/// thousand, a city's 1,800 with long answers eleven thousand; a file of four
/// megabytes could have more than memory holds.
const WORDS: usize = 128_000;
/// The most readings of a word; each kanji has several.
const SPELLINGS: usize = 12;
/// A word has to be longer than this many kana to be worth anything.
const WORTH: f32 = 1.3;
/// The same for a single kanji, whose reading is more often chance.
const WORTH_ALONE: f32 = 1.6;
/// What a kana of a particle or an ending is worth.
const GRAMMAR: f32 = 0.45;
/// From how many kana on the beginning of a word is looked for.
const BEGINNING: usize = 2;
/// The most words that one beginning is taken for.
const BEGUN: usize = 6;

/// Particles, endings, and the words that questions are asked with.
const FUNCTION: &str = "は が を に で と も の へ や か ね よ な から まで より など だけ ので のに けど でも ても とき こと もの ところ ため \
    ほど くらい ぐらい ばかり しか について として という とは では には です ます ますか ました ません でした である あり ある ありますか \
    いる います する して した したい します しました しません しない できる できます できない できますか できません なる なり なった なら たい \
    ください くださる いただけますか ほしい どう どの どこ いつ だれ なに なぜ どれ どんな どのように どうすれば どうしたら いい よい いくら いくつ \
    これ それ あれ この その ここ こちら れる られる せる ている ておく てある よう ような ように そう もらう もらえる もらえますか もらえます くる いく おく しまった また もう まだ または \
    おしえて しりたい しかた やりかた わからない";

/// Kana as they are compared: hiragana, without marks, っ as つ.
pub(super) fn bare(c: char) -> char {
    let code = c as u32;
    let c = if matches!(c, 'ァ'..='ヶ') { char::from_u32(code - 0x60).unwrap_or(c) } else { c };
    let step = match c {
        'っ' => return 'つ',
        'か'..='ぢ' => u32::from((c as u32).is_multiple_of(2)),
        'づ' | 'で' | 'ど' => 1,
        'ば'..='ぽ' => c as u32 % 3,
        'ゔ' => return 'う',
        _ => 0,
    };
    char::from_u32(c as u32 - step).unwrap_or(c)
}

/// One way to read one word; an empty word is grammar.
type Spelling = (String, String);

/// A word that is meant.
#[derive(Debug)]
pub(super) struct Meant<'a> {
    pub word: &'a str,
    /// What it counts for, at most 1.
    pub sure: f32,
    /// What follows it in its run begins here.
    pub next: usize,
}

/// The words that a query in kana may mean.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Sorted by reading.
    spellings: Vec<Spelling>,
    /// How each kanji is read, sorted.
    readings: Vec<(char, String)>,
}

impl Words {
    /// The words of `texts`; `readings`: a kanji a line.
    pub fn new<'a>(texts: impl Iterator<Item = &'a str>, readings: &str) -> Self {
        let split = |line: &str| Some((line.chars().next()?, line.chars().skip(1).collect()));
        let table: Vec<(char, String)> = readings.lines().filter_map(split).collect();
        // As it is written, and the word that this means.
        let mut words: Vec<Spelling> = Vec::new();
        for text in texts {
            if words.len() > WORDS {
                words.sort_unstable();
                words.dedup();
                if words.len() > WORDS / 2 {
                    break;
                }
            }
            let chars = folded(text);
            let mut seen = 0;
            for run in runs(&chars) {
                seen += run.len();
                let spelt = |part: &[Char]| part.iter().map(|char| char.c).collect::<String>();
                match run.first().map_or(Script::Other, |char| char.script) {
                    Script::Kanji => {
                        for part in (1..=WORD.min(run.len())).flat_map(|length| run.windows(length)) {
                            words.push((spelt(part), spelt(part)));
                        }
                        // A verb is known better with the kana that follows: 届か.
                        if let Some(part) =
                            chars.get(seen - 1..=seen).filter(|part| part.iter().any(|char| char.script == Script::Hiragana))
                        {
                            words.push((spelt(part), spelt(part.get(..1).unwrap_or_default())));
                        }
                    }
                    Script::Katakana | Script::Word if run.len() > 1 => words.push((spelt(run), spelt(run))),
                    _ => {}
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        let ways = |(written, word): &Spelling| read(written, &table).into_iter().map(|way| (way, word.clone())).collect::<Vec<_>>();
        let mut spellings: Vec<Spelling> = words.iter().flat_map(ways).collect();
        spellings.extend(FUNCTION.split_ascii_whitespace().map(|word| (word.chars().map(bare).collect(), String::new())));
        spellings.sort_unstable();
        spellings.dedup();
        Self { spellings, readings: table }
    }

    /// The words that a run of kana stands for, each with what it counts for
    /// and with what follows it in the run: 届 and かない for とどかない.
    /// `typing`: the run's end is where the shopper is.
    pub fn meant(&self, kana: &[char], typing: bool, converted: bool) -> Vec<Meant<'_>> {
        let typed: Vec<char> = kana.iter().map(|c| bare(*c)).collect();
        // Up to each kana: the worth of the best cover, and where its last
        // word began.
        let mut best: Vec<(f32, Option<usize>)> = vec![(0.0, None); typed.len() + 1];
        for from in 0..typed.len() {
            let worth = best.get(from).map_or(0.0, |cover| cover.0);
            // A kana that belongs to nothing is passed over.
            if let Some(next) = best.get_mut(from + 1).filter(|next| worth > next.0) {
                *next = (worth, None);
            }
            let mut begun = self.spellings.as_slice();
            let mut reading = String::new();
            for (to, c) in (from + 1..).zip(typed.iter().skip(from)) {
                reading.push(*c);
                begun = beginning(begun, &reading);
                if begun.is_empty() {
                    break;
                }
                let spelt = exactly(begun, &reading).iter().filter(|(_, word)| !converted || !is_kanji(word));
                let most = spelt.map(|(_, word)| value(word, to - from)).fold(0.0, f32::max);
                if let Some(cover) = best.get_mut(to).filter(|cover| most > 0.0 && worth + most > cover.0) {
                    *cover = (worth + most, Some(from));
                }
            }
        }
        let mut meant = Vec::new();
        let (mut at, mut rest) = (typed.len(), 0);
        while let Some(before) = at.checked_sub(1) {
            let from = best.get(at).and_then(|cover| cover.1);
            let words: Vec<&str> = from.map_or(vec![], |from| {
                self.spelt(typed.get(from..at).unwrap_or_default(), converted).map(|(_, word)| word.as_str()).collect()
            });
            // Grammar, where it is that too.
            if !words.is_empty() && !words.contains(&"") {
                if words.iter().any(|word| word.chars().nth(1).is_some()) {
                    rest = rest.max(at);
                }
                let sure = 1.0 / words.len() as f32;
                meant.extend(words.into_iter().map(|word| Meant { word, sure, next: at }));
            }
            at = from.unwrap_or(before);
        }
        // What stands last may be a word's beginning.
        let mut begun = (rest..(typed.len() + 1).saturating_sub(BEGINNING))
            .filter(|_| typing)
            .map(|from| self.begun(typed.get(from..).unwrap_or_default(), converted));
        if let Some(words) = begun.find(|words| !words.is_empty()) {
            let sure = 1.0 / words.len() as f32;
            meant.extend(words.into_iter().map(|word| Meant { word, sure, next: typed.len() }));
        }
        meant
    }

    /// The words that are read like one that the shop never writes: 変金 for 返金.
    pub fn alike(&self, word: &str) -> Vec<&str> {
        let mut words: Vec<&str> = Vec::new();
        for reading in read(word, &self.readings) {
            for (_, word) in exactly(beginning(&self.spellings, &reading), &reading) {
                if is_kanji(word) && !words.contains(&word.as_str()) {
                    words.push(word);
                }
            }
        }
        words
    }

    /// The words of kana or letters that differ from `word` by one slip, or
    /// begin with it.
    pub fn near(&self, word: &[char], typing: bool) -> Vec<&str> {
        let typed: Vec<char> = word.iter().map(|c| bare(*c)).collect();
        let first: String = typed.iter().take(1).collect();
        let alike = beginning(&self.spellings, &first).iter().filter(|(known, word)| {
            if word.is_empty() || is_kanji(word) {
                return false;
            }
            let known: Vec<char> = known.chars().collect();
            one_slip(&typed, &known) || typing && known.starts_with(&typed)
        });
        alike.map(|(_, word)| word.as_str()).take(BEGUN).collect()
    }

    fn spelt(&self, reading: &[char], converted: bool) -> impl Iterator<Item = &Spelling> {
        let reading: String = reading.iter().collect();
        exactly(beginning(&self.spellings, &reading), &reading).iter().filter(move |(_, word)| !converted || !is_kanji(word))
    }

    /// The words that begin so.
    fn begun(&self, typed: &[char], converted: bool) -> Vec<&str> {
        let typed: String = typed.iter().collect();
        let words = beginning(&self.spellings, &typed).iter().map(|(_, word)| word.as_str());
        let mut words: Vec<&str> = words.filter(|word| !word.is_empty() && (!converted || !is_kanji(word))).take(BEGUN).collect();
        words.dedup();
        words
    }
}

/// Whether two words differ by one letter more, less or other, or by two that
/// changed places: a distance of 1 at most, without the table that `strsim`
/// fills for any distance, and without its bytes in the panel.
fn one_slip(a: &[char], b: &[char]) -> bool {
    let front = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(front..).unwrap_or_default(), b.get(front..).unwrap_or_default());
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (a.get(..a.len() - back), b.get(..b.len() - back)) {
        (Some([a, c]), Some([b, d])) => a == d && b == c,
        (Some(a), Some(b)) => a.len() <= 1 && b.len() <= 1,
        _ => false,
    }
}

fn is_kanji(word: &str) -> bool {
    word.chars().any(|c| script(c) == Script::Kanji)
}

/// Of sorted spellings those whose reading begins so.
fn beginning<'a>(spellings: &'a [Spelling], begun: &str) -> &'a [Spelling] {
    let start = spellings.partition_point(|(known, _)| known.as_str() < begun);
    let rest = spellings.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|(known, _)| known.starts_with(begun))).unwrap_or_default()
}

/// Of those the ones that are read just so, which come first.
fn exactly<'a>(begun: &'a [Spelling], reading: &str) -> &'a [Spelling] {
    begun.get(..begun.partition_point(|(known, _)| known == reading)).unwrap_or_default()
}

fn value(word: &str, kana: usize) -> f32 {
    match word.chars().count() {
        0 => GRAMMAR * kana as f32,
        1 => kana as f32 - WORTH_ALONE,
        _ => kana as f32 - WORTH,
    }
}

/// All ways to read a word.
fn read(word: &str, table: &[(char, String)]) -> Vec<String> {
    let mut ways = vec![String::new()];
    for c in word.chars() {
        if script(c) != Script::Kanji {
            ways.iter_mut().for_each(|way| way.push(bare(c)));
            continue;
        }
        let Ok(place) = table.binary_search_by_key(&c, |(kanji, _)| *kanji) else { return vec![] };
        let readings = table.get(place).map_or("", |(_, readings)| readings.as_str());
        ways = ways.iter().flat_map(|way| readings.split(' ').map(move |reading| [way, reading].concat())).take(SPELLINGS).collect();
    }
    // One kana says nothing.
    ways.retain(|way| way.chars().nth(1).is_some());
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    const READINGS: &str = "届とと\n料りょう\n期き\n解かい と\n証しょう\n返かえ へん\n送そう おく\n金きん かね\n約やく\n保ほ\n限けん";

    fn words(shop: &[&str]) -> Words {
        let mut lines: Vec<&str> = READINGS.lines().collect();
        lines.sort_unstable();
        Words::new(shop.iter().copied(), &lines.join("\n"))
    }

    fn meant(typed: &str, converted: bool) -> Vec<String> {
        let words = words(&["送料はいくらですか", "解約したい", "クーポン", "返金", "保証期限", "届かない", "wi-fiルーター"]);
        let typed: Vec<char> = typed.chars().collect();
        words.meant(&typed, true, converted).into_iter().map(|meant| meant.word.to_owned()).collect()
    }

    #[test]
    fn marks_and_small_tsu_do_not_part_what_is_read_alike() {
        let bare = |text: &str| text.chars().map(bare).collect::<String>();
        assert_eq!(bare("がっこうヴばぱびぴづでど"), "かつこううははひひつてと");
        assert_eq!(bare("かきくけこはひふへほゃー"), "かきくけこはひふへほゃー");
        assert_eq!(bare("ざじずぜぞだぢ"), "さしすせそたち");
    }

    #[test]
    fn kana_are_read_as_the_shops_own_words() {
        assert_eq!(meant("そうりょうはいくら", false), ["送料"]);
        assert_eq!(meant("かいやくしたいです", false), ["解約"]);
        assert_eq!(meant("くーぽん", false), ["クーポン"]);
        assert_eq!(meant("ほしょうきげん", false), ["保証期限"]);
        assert_eq!(meant("とどかない", false), ["届"]);
        assert_eq!(meant("いつですか", false), [""; 0], "grammar is nobody's word");
        assert_eq!(meant("", false), [""; 0]);
    }

    #[test]
    fn a_word_is_known_from_its_beginning_and_kanji_from_none_where_there_are_kanji() {
        assert_eq!(meant("かいや", false), ["解約"]);
        assert_eq!(meant("くーぽ", false), ["クーポン"]);
        assert_eq!(meant("かいやく", true), [""; 0]);
        assert_eq!(meant("くーぽん", true), ["クーポン"]);
    }

    #[test]
    fn a_shop_of_endless_words_has_an_end() {
        // Each question has kanji of its own, each read in one way.
        let kanji = |at: u32| char::from_u32(0x4E00 + at % 20_000).unwrap();
        let texts: Vec<String> = (0..400).map(|text| (0..300).map(|at| kanji(text * 300 + at)).collect()).collect();
        let readings: String = (0..20_000).map(|at| format!("{}かん\n", kanji(at))).collect();
        let words = Words::new(texts.iter().map(String::as_str), &readings);
        assert!((WORDS / 2..2 * WORDS).contains(&words.spellings.len()), "{}", words.spellings.len());
    }

    #[test]
    fn a_large_faq_keeps_all_its_words() {
        let word = |at: u32| -> String { [at / 150, at % 150].map(|at| char::from_u32(0x4E00 + at).unwrap()).into_iter().collect() };
        let texts: Vec<String> = (0..20_000).map(word).collect();
        let words = Words::new(texts.iter().map(String::as_str), "一いち");
        let readings: String = (0..150).map(|at| format!("{}か\n", char::from_u32(0x4E00 + at).unwrap())).collect();
        let known = Words::new(texts.iter().map(String::as_str), &readings);
        assert!(words.spellings.len() < 1_000 && known.spellings.len() > 19_000, "{}", known.spellings.len());
    }

    #[test]
    fn a_slip_is_one_letter_or_two_that_changed_places() {
        let slip = |a: &str, b: &str| one_slip(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        for (a, b) in [("くほーん", "くーほん"), ("crdit", "credit"), ("retrun", "return"), ("サイス", "サイズ"), ("aa", "a"), ("", "a")]
        {
            assert!(slip(a, b) && slip(b, a), "{a} {b}");
        }
        for (a, b) in [("abcd", "badc"), ("return", "refund"), ("a", "abc"), ("ab", "cd")] {
            assert!(!slip(a, b), "{a} {b}");
        }
        let words = words(&["返金", "クーポン"]);
        assert_eq!(words.alike("返金"), ["返金"]);
        assert_eq!(words.near(&['ク', 'ポ', 'ー', 'ン'], false), ["クーポン"]);
    }
}
