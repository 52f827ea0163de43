//! Words typed in kana and not converted, brought to the shop's own spelling.
//!
//! The dictionary is what the shop wrote itself: the kanji and katakana words
//! of its questions, read as their kanji are read. The cover of what was typed
//! that explains most of it with the longest words wins; particles and endings
//! take part, so that nothing is read into them.

use super::terms::{Script, folded, runs, script};

/// The longest word that is looked for, in kanji.
const WORD: usize = 4;
/// The longest reading that is looked for, in kana.
const LONGEST: usize = 12;
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
        'か'..='ぢ' => u32::from(c as u32 % 2 == 0),
        'づ' | 'で' | 'ど' => 1,
        'ば'..='ぽ' => c as u32 % 3,
        'ゔ' => return 'う',
        _ => 0,
    };
    char::from_u32(c as u32 - step).unwrap_or(c)
}

/// One way to read one word; an empty word is grammar.
type Spelling = (String, String);

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
        let mut words: Vec<String> = Vec::new();
        for text in texts {
            let chars = folded(text);
            for run in runs(&chars) {
                let spelt: Vec<char> = run.iter().map(|char| char.c).collect();
                match run.first().map_or(Script::Other, |char| char.script) {
                    Script::Kanji => {
                        for length in 1..=WORD.min(spelt.len()) {
                            words.extend(spelt.windows(length).map(|part| part.iter().collect()));
                        }
                    }
                    Script::Katakana | Script::Word if spelt.len() > 1 => words.push(spelt.into_iter().collect()),
                    _ => {}
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        let mut spellings: Vec<Spelling> = Vec::new();
        for word in words {
            for reading in read(&word, &table) {
                spellings.push((reading, word.clone()));
            }
        }
        spellings.extend(FUNCTION.split_ascii_whitespace().map(|word| (word.chars().map(bare).collect(), String::new())));
        spellings.sort_unstable();
        Self { spellings, readings: table }
    }

    /// The words that a run of kana stands for, each with what it counts for;
    /// `typing`: the run's end is where the shopper is.
    pub fn meant(&self, kana: &[char], typing: bool, converted: bool) -> Vec<(&str, f32)> {
        let typed: Vec<char> = kana.iter().map(|c| bare(*c)).collect();
        // Up to each kana: the worth of the best cover, and where its last
        // word began.
        let mut best: Vec<(f32, Option<usize>)> = vec![(0.0, None)];
        for to in 1..=typed.len() {
            let worth = |at: usize| best.get(at).map_or(0.0, |cover| cover.0);
            let mut cover = (worth(to - 1), None);
            for from in to.saturating_sub(LONGEST)..to {
                let most = self
                    .spelt(typed.get(from..to).unwrap_or_default(), converted)
                    .map(|(_, word)| value(word, to - from))
                    .fold(0.0, f32::max);
                if most > 0.0 && worth(from) + most > cover.0 {
                    cover = (worth(from) + most, Some(from));
                }
            }
            best.push(cover);
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
                rest = rest.max(at);
                let sure = 1.0 / words.len() as f32;
                meant.extend(words.into_iter().map(|word| (word, sure)));
            }
            at = from.unwrap_or(before);
        }
        // What stands last may be a word's beginning.
        let mut begun = (rest..(typed.len() + 1).saturating_sub(BEGINNING))
            .filter(|_| typing)
            .map(|from| self.begun(typed.get(from..).unwrap_or_default(), converted));
        if let Some(words) = begun.find(|words| !words.is_empty()) {
            let sure = 1.0 / words.len() as f32;
            meant.extend(words.into_iter().map(|word| (word, sure)));
        }
        meant
    }

    /// The words that are read like one that the shop never writes: 変金 for 返金.
    pub fn alike(&self, word: &str) -> Vec<&str> {
        let mut words: Vec<&str> = Vec::new();
        for reading in read(word, &self.readings) {
            let spelt = self.from(&reading).iter().take_while(|(known, _)| *known == reading);
            words.extend(spelt.map(|(_, word)| word.as_str()).filter(|word| is_kanji(word)));
        }
        words
    }

    /// The words of kana or letters that differ from `word` by one slip, or
    /// begin with it.
    pub fn near(&self, word: &[char], typing: bool) -> Vec<&str> {
        let typed: Vec<char> = word.iter().map(|c| bare(*c)).collect();
        let first: String = typed.iter().take(1).collect();
        let alike = self.from(&first).iter().take_while(|(known, _)| known.starts_with(&first)).filter(|(known, word)| {
            let known: Vec<char> = known.chars().collect();
            !word.is_empty() && !is_kanji(word) && (one_slip(&typed, &known) || typing && known.starts_with(&typed))
        });
        alike.map(|(_, word)| word.as_str()).take(BEGUN).collect()
    }

    fn from(&self, reading: &str) -> &[Spelling] {
        let start = self.spellings.partition_point(|(known, _)| known.as_str() < reading);
        self.spellings.get(start..).unwrap_or_default()
    }

    fn spelt(&self, reading: &[char], converted: bool) -> impl Iterator<Item = &Spelling> {
        let reading: String = reading.iter().collect();
        self.from(&reading).iter().take_while(move |(known, _)| *known == reading).filter(move |(_, word)| !converted || !is_kanji(word))
    }

    /// The words that begin so.
    fn begun(&self, beginning: &[char], converted: bool) -> Vec<&str> {
        let beginning: String = beginning.iter().collect();
        let words = self.from(&beginning).iter().take_while(|(known, _)| known.starts_with(&beginning)).map(|(_, word)| word.as_str());
        let mut words: Vec<&str> = words.filter(|word| !word.is_empty() && (!converted || !is_kanji(word))).take(BEGUN).collect();
        words.dedup();
        words
    }
}

/// Whether two words differ by one letter more, less or other, or by two that
/// changed places.
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
